#!/usr/bin/env python3
"""Mine lexicons/vocabulary.tsv: which written words are verbs and which take the article, from a corpus of news.

    mine_vocabulary.py CORPUS.jsonl.gz [...]

A word is a verb form (V) where it follows relative pronouns and verbal particles far more often than prepositions and
does not occur with the article; a noun or adjective (N) where it does occur with the article. The frames and words are
given below; thresholds were set by reading the list. Only single words and their class are kept, no text.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

from marsad.arabic.clitics import ARTICLE
from marsad.arabic.text import Text

TARGET = Path(__file__).resolve().parent.parent / "lexicons" / "vocabulary.tsv"
VERBAL_FRAMES = frozenset(["التي", "الذي", "الذين", "قد", "لم", "لن", "وقد", "سوف", "كان", "كانت", "ولم", "فقد", "وكان", "حيث", "كما"])
NOMINAL_FRAMES = frozenset(["في", "من", "الي", "علي", "عن", "هذا", "هذه", "بعد", "قبل", "خلال", "كل", "بين", "حول", "ضد", "مع", "اي", "عده", "بعض"])
FEWEST_SIGHTINGS = 8
FEWEST_WITH_ARTICLE = 4
LEAST_VERBAL_SHARE = 0.03
VERBAL_TO_NOMINAL = 3
MOST_ARTICLE_SHARE_OF_VERB = 0.08
LEAST_ARTICLE_SHARE_OF_NOUN = 0.05
VERB_SHAPE = re.compile("[\u064a\u062a\u0646\u0627\u0633].*|.{2,4}|.*(?:\u062a|\u0648\u0627|\u0647|\u0647\u0627|\u0647\u0645|\u0646\u0627)")
"""Longer words that neither begin nor end as verbs do are names that follow `الذي` or `كما` often."""
HEADER = """\
# Words of Modern Standard Arabic news by class: V a written form of a verb, N a noun or adjective that takes the article.
# Licence: CC0. Origin: mined from word counts of the ANT Corpus v2.1 by tools/mine_vocabulary.py; no text is kept.
# Schema: id the folded word, class V or N.
id\tclass
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    counts, verbal, nominal = count_words(parser.parse_args().corpora)
    classes = classify_words(counts, verbal, nominal)
    TARGET.write_text(HEADER + "".join(f"{word}\t{classes[word]}\n" for word in sorted(classes)), encoding="utf-8")
    print(f"{len(classes)} words")


def count_words(paths: list[Path]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Sightings of each word: in all, after a verbal frame, after a nominal frame."""
    counts: Counter[str] = Counter()
    verbal: Counter[str] = Counter()
    nominal: Counter[str] = Counter()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                norms = Text(json.loads(line)["text"]).norms
                counts.update(norms)
                for before, word in pairwise(norms):
                    if before in VERBAL_FRAMES:
                        verbal[word] += 1
                    elif before in NOMINAL_FRAMES:
                        nominal[word] += 1
    return counts, verbal, nominal


def classify_words(counts: Counter[str], verbal: Counter[str], nominal: Counter[str]) -> dict[str, str]:
    """Word → V or N, for the words whose class the counts show."""
    words = [word for word, count in counts.items() if count >= FEWEST_SIGHTINGS and re.fullmatch("[\u0621-\u064a]{2,}", word)]
    with_article = {word: counts.get(ARTICLE + word, 0) for word in words}
    nouns = {
        word for word in words
        if not word.startswith(ARTICLE) and with_article[word] >= max(FEWEST_WITH_ARTICLE, LEAST_ARTICLE_SHARE_OF_NOUN * counts[word])
    }  # fmt: skip
    classes = dict.fromkeys(nouns, "N")
    for word in words:
        share = verbal[word] / counts[word]
        is_accusative = word.endswith("\N{ARABIC LETTER ALEF}") and word[:-1] in nouns
        few_articles = with_article[word] < MOST_ARTICLE_SHARE_OF_VERB * counts[word]
        if not VERB_SHAPE.fullmatch(word):
            continue
        if share > LEAST_VERBAL_SHARE and share > VERBAL_TO_NOMINAL * nominal[word] / counts[word] and few_articles and not is_accusative:
            classes[word] = "V"
    return classes


if __name__ == "__main__":
    main()
