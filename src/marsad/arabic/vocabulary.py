"""What is known of single words, asked once a word and not once a text: most of a text was said in the texts before it."""

from collections.abc import Callable, Collection
from weakref import WeakSet

from marsad.arabic.clitics import proclitic_splits

MOST_WORDS = 100_000
"""Words of which the answers are remembered, about 15 MB: the vocabulary of some ten thousand articles."""


class WordTest:
    """A test of folded words, which must be a function of the word alone. `holds` is asked again only for words that were forgotten."""

    __slots__ = ("__weakref__", "holds")

    def __init__(self, holds: Callable[[str], object]) -> None:
        self.holds = holds
        _VOCABULARY.take_in(self)


class BaseTest(WordTest):
    """The test of words of which some reading, its particles taken off, is one of `bases`: one look at each reading serves all such tests.

    `bases` is asked when the first word is, so that making a test reads no lexicon.
    """

    __slots__ = ("bases",)

    def __init__(self, bases: Callable[[], Collection[str]]) -> None:
        self.bases = bases
        super().__init__(lambda word: any(split.base in bases() for split in proclitic_splits(word)))


class _Vocabulary:
    """The tests that there are, and those of them that each of the latest words passes."""

    def __init__(self) -> None:
        self._tests: WeakSet[WordTest] = WeakSet()
        self._taken_in = self._laid_out = 0
        self._asked: tuple[WordTest, ...] = ()
        self._by_base: dict[str, tuple[WordTest, ...]] = {}
        self._others: list[WordTest] = []
        self._passed: dict[str, tuple[WordTest, ...]] = {}

    def take_in(self, test: WordTest) -> None:
        """Know of one more test: what was remembered does not answer it."""
        self._tests.add(test)
        self._taken_in += 1
        self._passed.clear()

    def passing(self, words: Collection[str]) -> dict[WordTest, list[str]]:
        """The words that pass each test; once more where a test was made while others were asked."""
        if self._laid_out != self._taken_in:
            self._lay_out()
        before, known = self._taken_in, self._passed
        passing: dict[WordTest, list[str]] = {test: [] for test in self._asked}
        for word in words:
            passed = known.get(word)
            if passed is None:
                passed = self._learn(word)
            for test in passed:
                passing[test].append(word)
        if self._taken_in == before:
            return passing
        known.clear()
        return self.passing(words)

    def _lay_out(self) -> None:
        self._laid_out, self._asked, self._by_base = self._taken_in, tuple(self._tests), {}
        self._others = [test for test in self._asked if not isinstance(test, BaseTest)]
        for test in self._asked:
            for base in test.bases() if isinstance(test, BaseTest) else ():
                self._by_base[base] = (*self._by_base.get(base, ()), test)

    def _learn(self, word: str) -> tuple[WordTest, ...]:
        if len(self._passed) >= MOST_WORDS:
            self._passed.clear()
        passed = {test for split in proclitic_splits(word) for test in self._by_base.get(split.base, ())}
        passed.update(test for test in self._others if test.holds(word))
        self._passed[word] = found = tuple(passed)
        return found


_VOCABULARY = _Vocabulary()


def words_passing(words: Collection[str]) -> dict[WordTest, list[str]]:
    """The words that pass each test that there is by now, in the order given.

    One look at each word serves all tests: a word passes two of some twenty on average, and most words none.
    """
    return _VOCABULARY.passing(words)
