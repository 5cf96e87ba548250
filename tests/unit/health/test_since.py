"""For how long things have been so: without interruption, and by a clock that only goes forward."""

from hypothesis import given
from hypothesis import strategies as st

from bot.health.since import Since

LOOKS = st.lists(st.tuples(st.floats(0, 1000), st.sets(st.sampled_from("abcd"))), max_size=20)


@given(LOOKS)
def test_a_thing_is_as_old_as_the_first_look_since_which_it_was_always_there(
    looks: list[tuple[float, set[str]]],
) -> None:
    now = 0.0
    since: Since[str] = Since(lambda: now)
    first: dict[str, float] = {}
    for passed, things in looks:
        now += passed
        for thing in list(first):
            if thing not in things:
                del first[thing]
        for thing in things:
            first.setdefault(thing, now)
        assert since.look(things) == {thing: now - at for thing, at in first.items()}
