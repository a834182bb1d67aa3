"""Documents of our own writing, for the tests of the store."""

from marsad.model import Document

TEXTS = (
    ("صنعاء", "قتل ثلاثة جنود في هجوم شنه الحوثيون على حاجز قرب صنعاء أمس، بحسب مصدر عسكري."),
    ("دوما", "قتل 12 مدنيا في قصف على مدينة دوما قرب دمشق أمس، وفق المرصد السوري لحقوق الإنسان."),
    ("كابل", "تبنى تنظيم داعش تفجيرا انتحاريا في كابل أسفر عن مقتل 20 شخصا يوم الخميس."),
    ("الخرطوم", "تظاهر مئات الطلاب في الخرطوم أمس، واعتقلت الشرطة السودانية عشرة منهم."),
    ("باريس", "زار وزير الخارجية التركي باريس أمس والتقى نظيره الفرنسي."),
)


def make_documents(count: int, outlet: str = "outlet") -> list[Document]:
    """`count` different documents; each says its number, so that no two are alike."""
    made = []
    for number in range(count):
        title, text = TEXTS[number % len(TEXTS)]
        day = 1 + number % 27
        published = f"2018-06-{day:02d}T12:00:00+00:00"
        made.append(
            Document(
                f"{outlet}-{number}", f"{title} {number}\n{text} الخبر رقم {number}.", outlet=outlet, title=f"{title} {number}", published=published
            )
        )
    return made
