"""What each page of the desk shows of a stocked home."""

import pytest

from tests.search_web.desk.conftest import Visitor

PAGES = ("/desk/", "/desk/runs", "/desk/runs/1", "/desk/runs/4", "/desk/live", "/desk/sources", "/desk/sources/hands",
         "/desk/coverage", "/desk/changes", "/desk/requests", "/desk/merges", "/desk/screening", "/desk/suppressions",
         "/desk/corrections", "/desk/words", "/desk/log", "/desk/account")  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_there_for_operators_and_for_viewers_without_its_buttons(
    operator: Visitor, viewer: Visitor, address: str
) -> None:
    operator.page(address)
    forms = [form["action"] for form in viewer.page(address).select("form[method=post]")]
    assert set(forms) <= {"/desk/sign-out", "/desk/account/sign-out-others"}
