"""A few of the broken files that `fuzz_photos` makes by the thousand."""

from tests.bench.fuzz_photos import TELLTALE, drawn_seeds, judge, mutated, run_inputs


def test_broken_photos_become_a_verified_copy_or_a_refusal():
    outcomes = list(run_inputs(drawn_seeds(), range(150)))
    bad = [outcome for outcome in outcomes if outcome.kind not in ("published", "refused")]
    assert bad == []
    assert {outcome.kind for outcome in outcomes} == {"published", "refused"}


def test_whole_seeds_hold_the_telltale_and_are_published_without_it(tmp_path):
    seeds = drawn_seeds()
    assert sum(TELLTALE in seed for seed in seeds) > 20
    for number, seed in enumerate(seeds):
        assert judge(seed, number, tmp_path).kind == "published", number


def test_the_same_number_bends_alike():
    seeds = drawn_seeds()
    assert [mutated(seeds, number) for number in range(20)] == [
        mutated(seeds, number) for number in range(20)
    ]


def test_a_fault_of_the_program_is_told(tmp_path, monkeypatch):
    def fails(*_args, **_options):
        (tmp_path / "half.jpg").write_bytes(b"half")
        raise ZeroDivisionError

    monkeypatch.setattr("tests.bench.fuzz_photos.copy_clean", fails)
    told = judge(b"anything", 7, tmp_path)
    assert told.kind == "partial"
    assert "crash" in told.text
    assert [*tmp_path.iterdir()] == []
