"""A scripted week, the same on every platform."""

import pytest

pytest.register_assert_rewrite("tests.week.ending")  # a helper that asserts, and is to say what differs
