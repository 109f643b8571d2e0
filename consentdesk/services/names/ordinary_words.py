"""English words of school life that are names as well: `May half term`, `Rose class`.

Where such a word stands alone, only a person can tell which is meant. Gathered by hand from
common first and last names of UK schools; a missing word costs one more question or refusal,
a needless one turns a refusal into a question.
"""

_WORDS = """
may june april august summer winter autumn spring sunday monday friday christmas noel easter
holly ivy rose daisy lily poppy violet heather hazel willow rowan ash olive iris fern flora bryony
jasmine primrose marigold saffron clover blossom bloom petal basil ginger sage rosemary cherry
berry plum apple peach forest wood woods grove garden gardener orchard meadow meadows field fields
heath marsh moss moor moore lake brook brooks river rivers water waters ford bay shore sea ocean
reef stone rock rocky sand sandy hill hills dale vale glen cliff cave snow frost storm rain sky
star stars sun sunny moon luna dawn day eve north south east west
robin wren finch swan swift drake peacock nightingale hawk falcon raven birdie bird fox wolf bear
lamb bunny kitty kit leo lion phoenix teddy
ruby amber pearl jade jet crystal opal emerald coral gold golden silver diamond copper steel
red white black brown green gray grey blue scarlet indigo sienna teal
grace joy hope faith charity patience prudence verity constance honour honor mercy blessing gift
precious favour miracle treasure happy merry bliss noble worthy victory trinity glory angel
heaven serenity melody harmony destiny unity liberty justice wisdom
mary joseph jesus gabriel angela king kings queen prince princess duke earl knight knights bishop
pope abbott church chapel temple bell bells christian pilgrim saint george andrew david patrick
art bill bob carol chase chance chip dean drew duncan frank gene grant guy hunter jack jay josh
mark max merit miles nick norm pat penny pip rich rob ray rusty sue tab van victor will wills
art dance drama music sports sport race goal ball game games page reader read reading book books
pen pencil board case class house hall school park gates gate street close lane cross castle tower
towers bridge bridges
baker butcher carpenter cook cooper farmer fisher fletcher mason miller piper potter porter
sailor shepherd singer smith tailor taylor turner walker weaver archer carter harper major marshall
parker ranger skipper sawyer
good best sharp short long small little young old strong bright love loving dear darling sweet
blunt bold brave hardy savage stern wise wild
head hand hands foot back beard
rice bacon pepper salt honey candy cookie fry pie bean beans crisp
cotton silk wool
price pound cash bank banks pence
london paris england ireland scotland wales france china india israel jordan georgia chelsea
florence sydney brooklyn africa asia victoria kent york lincoln chester lancaster preston
an my so do in on at to and see you can we he she it is as be by go no or us up me
am an are had has him his her who why way new all any ask ate one ten two try sit sat run
ran say see she top tip tin win wing wish
booth wells mills lord ward post pool pond pollen flowers flower french english german
winner winners walker walks spencer wade holiday holidays hobby
parade parish party
cox dover fairfield reading rush winters summers weeks week peters fair fairs
"""

ORDINARY_WORDS = frozenset(_WORDS.split())
"""In plain form, as `pupil_names.name_form` gives it."""
