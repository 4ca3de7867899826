"""Every number of the comparison of listings, with its reason. Nothing else in the room carries one.

    score = number + web site + phone + e-mail + name + people + place + source

In bits: a point doubles the odds that two listings are of one provider. Set by hand from the made-up listings
of tests/indexer/identity and from what the fields are; `docs/identity.md` says how learnt weights measured.
"""

from collections.abc import Mapping
from typing import Final

from indexer.identity.comparison import Weight

SAME_FROM: Final = 6.0
"""Least score of two listings of one provider: a wrong merge hides somebody, so the odds must be good."""
UNSURE_FROM: Final = 3.5
"""Least score of a pair that is shown to the operator."""

CROWD_FEW, CROWD_MANY = 2, 3
"""Houses, or names in one source, with one phone, site or e-mail: one that moved, or shares a room, has two;
more are a chain's, a call centre's or a centre's reception."""
HEAD_SUBURBS: Final = 3
"""Places of one listing from which it speaks for a chain's branches, when its site is many's."""

ONE_PLACE_KM: Final = 3.0
"""Suburbs whose middles are nearer may be one place by two names: mail and council draw different borders."""
FAR_KM: Final = 60.0
"""Farther than anybody drives between two rooms of a working day."""
ONE_SPOT_KM: Final = 0.06
"""Pins nearer than that are on one house."""

TABLE: Final[Mapping[str, Mapping[str, Weight]]] = {
    "registration number": {
        "same": Weight(14.0, "the same register number: it is one person's alone"),
        "works there": Weight(1.0, "a firm names the register number of somebody who works there"),
        "other": Weight(-3.0, "other register numbers; a clinic has several people"),
        "absent": Weight(0.0, ""),
    },
    "web site": {
        "page": Weight(9.0, "the same page of a site"),
        "one": Weight(8.0, "the same web site, which nobody else lists"),
        "few": Weight(6.0, "the same web site, which a second listing of one source shares"),
        "many": Weight(1.5, "the same web site, but that of many"),
        "domain": Weight(3.0, "an e-mail address at the other's web site"),
        "other": Weight(-2.5, "other web sites; some have two, or moved"),
        "absent": Weight(0.0, ""),
    },
    "phone": {
        "one": Weight(8.0, "the same phone, which nobody else lists"),
        "few": Weight(5.0, "the same phone, which a second listing of one source shares"),
        "few mobile": Weight(7.0, "the same mobile, though listed twice: it is carried by one person"),
        "many": Weight(1.0, "the same phone, but that of many"),
        "slip": Weight(1.0, "phones that differ by one slip"),
        "other kind": Weight(-2.5, "a mobile and a landline: many have both, yet each lists one"),
        "other": Weight(-2.5, "other phones"),
        "absent": Weight(0.0, ""),
    },
    "e-mail": {
        "one": Weight(5.0, "the same e-mail address, which nobody else lists"),
        "few": Weight(3.0, "the same e-mail address, which a second listing of one source shares"),
        "many": Weight(0.5, "the same e-mail address, but that of many"),
        "other": Weight(-1.0, "other e-mail addresses; many have two"),
        "absent": Weight(0.0, ""),
    },
    "name": {
        "person": Weight(7.0, "the same person's practice"),
        "same": Weight(6.0, "the same name"),
        "alike": Weight(5.0, "the same name but for a slip"),
        "part": Weight(3.0, "one name is part of the other"),
        "works there": Weight(-1.0, "one is named after somebody who works at the other"),
        "generic": Weight(2.5, "the same words of the trade, as many have"),
        "generic other": Weight(-1.0, "other words of the trade"),
        "other": Weight(-4.0, "other names"),
        "person and firm": Weight(-5.5, "a person's practice and a firm of another name"),
        "other person": Weight(-9.0, "other people's practices"),
        "absent": Weight(0.0, ""),
    },
    "people": {
        "shared": Weight(2.0, "somebody works at both"),
        "other": Weight(-2.0, "other people work there"),
        "absent": Weight(0.0, ""),
    },
    "place": {
        "door": Weight(5.0, "the same door"),
        "spot": Weight(4.0, "pins on one house"),
        "suburb": Weight(2.0, "the same suburb"),
        "other door": Weight(-1.0, "another door in the same suburb"),
        "near": Weight(0.0, ""),
        "apart": Weight(-3.0, "different suburbs; some moved, or have two rooms"),
        "far": Weight(-5.0, "too far apart for one working day"),
        "absent": Weight(0.0, ""),
    },
    "source": {
        "same": Weight(-2.0, "one source lists them apart, under two names"),
        "other": Weight(0.0, ""),
    },
}
"""Field -> level -> its weight."""
