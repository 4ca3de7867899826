// Builds the page from the business's own structured data.
(function () {
  "use strict";
  var graph = JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent)["@graph"];
  var clinic = graph[1];
  var root = document.getElementById("root");
  function add(parent, tag, text, name) {
    var element = document.createElement(tag);
    if (text) element.textContent = text;
    if (name) element.className = name;
    parent.appendChild(element);
    return element;
  }
  function card(title) {
    var section = add(grid, "section", "", "card");
    add(section, "h2", title);
    return section;
  }
  var top = add(root, "header", "", "top");
  add(top, "h1", clinic.name);
  add(top, "p", clinic.slogan, "slogan");
  add(top, "p", clinic.description);
  var book = add(top, "a", "Book a time", "book");
  book.href = clinic.potentialAction.target;
  var grid = add(root, "main", "", "grid");
  var fees = card("Fees");
  clinic.hasOfferCatalog.itemListElement.forEach(function (offer) {
    var row = add(fees, "div", "", "row");
    add(row, "span", offer.name + ", " + offer.description);
    add(row, "b", "$" + parseInt(offer.price, 10));
  });
  var hours = card("Hours");
  clinic.openingHoursSpecification.forEach(function (spec) {
    var days = [].concat(spec.dayOfWeek).map(function (day) { return day.split("/").pop(); }).join(", ");
    var row = add(hours, "div", "", "row");
    add(row, "span", days);
    add(row, "b", spec.description || spec.opens.slice(0, 5) + " - " + spec.closes.slice(0, 5));
  });
  var help = card("We see");
  add(help, "p", clinic.knowsAbout.join(" / "));
  add(help, "p", "With " + clinic.availableService.map(function (service) { return service.name; }).join(", ").toLowerCase() + " where it helps.");
  var people = card("People");
  clinic.employee.forEach(function (person) {
    add(people, "h3", person.name);
    add(people, "p", person.jobTitle + ". " + person.hasCredential.join(". ") + ".");
  });
  var where = card("Where");
  var at = clinic.address;
  add(where, "p", at.streetAddress + ", " + at.addressLocality + " " + at.addressRegion + " " + at.postalCode);
  add(where, "p", clinic.telephone.join(" or "));
  add(where, "p", clinic.email.replace("mailto:", ""));
  add(where, "p", clinic.paymentAccepted);
})();
