"""Short forms and spellings of first names that families and offices use for one child.

They only ever suggest: no row is anybody's because of them alone. A short form may stand on
several lines, which does not make the long ones one name.
"""

from collections import defaultdict

_GROUPS = """
abigail abi abbie abby gail
aidan aiden aydan
alexander alex alec xander sandy lex
alexandra alex lexi lexie sandra sasha
alfred alfie alf fred freddie
alice ali
alistair alastair alasdair ali
amelia amy millie milly
amir ameer aamir
andrew andy drew
anna ania annie
anthony antony tony
archibald archie
arthur art artie
benjamin ben benny benji
catherine katherine kathryn katharine kate katie kathy cathy kit kitty
charles charlie charley
charlotte charlie charley lottie
christina kristina tina chrissie
christine kristine chrissie
christopher chris kit kris
daniel dan danny
danielle dani danni
david dave davey dai
dominic dominik dom
edward ed eddie ted teddy ned
eleanor elinor ellie nell nellie
elena ellie
elizabeth elisabeth beth lizzie liz eliza libby betty betsy elsie
ella ellie
emily em emmy millie milly
emma em emmy
evelyn eve evie
eva evie
florence flo florrie flossie
francesca fran frankie
frances fran frankie
francis frank frankie
frederick fred freddie freddy
gabriel gabe
gabriella gabby gabi
gabrielle gabby gabi
george georgie
georgia georgie
georgina georgie
grace gracie
hannah hanna
harold harry
harriet hattie
henry harry
imogen immy immie
isaac isak zac zack
isabel isabella isabelle isobel izzy izzie issy bella belle
jacob jake
jakub kuba jacob
james jamie jim jimmy
jan janek
jasmine jasmin yasmin yasmine jas jaz jazz
jennifer jen jenny jenna
jessica jess jessie
john jon johnny
jonathan jon jonny johnny
joseph joe joey
joshua josh
julia jules
katarzyna kasia
leo leon
leonard leo lenny
leonardo leo
lewis louis luis louie lou
lily lilly lilian lillian
louisa louise lou
lucas lukas luke luca
lucy lucie lucia
madeleine madeline maddie maddy
madison maddie maddy
magdalena magda
małgorzata gosia
margaret maggie meg peggy daisy
martha marty
mateusz matt
matilda tilly tillie mattie
matthew mathew matt matty
maximilian max
maxim max
maxwell max
megan meghan meg
michael mike mick mickey mikey micky
michal michael
mohammed muhammad mohammad mohamed muhammed mohamad mohamud muhammet mohd mo
molly mollie
natalie nat
natalia nat natasha
nathaniel nathanial nathan nate nat
niamh neve nieve neave
nicholas nicolas nick nicky
nicola nicky nikki
nicole nicky nikki
oliver ollie olly oli olli
olivia liv livvy livvie ollie olly
oluwaseun seun
oluwatobi oluwatobiloba tobi toby
patrick paddy pat
penelope penny
peter pete
philip phillip phil pip
philippa phillipa pippa pip
rachel rachael rach
rebecca rebekah becky becca bex
richard rick ricky dick rich richie
robert rob bob bobby robbie bert
rosalind rose rosie
rosemary rose rosie
rose rosie
ruairi ruari rory
samantha sam sammy
samuel sam sammy
samira sam
sarah sara sally
sean shaun shawn
sebastian seb bastian
siobhan shiv
sophia sofia sophie soph zofia
stanislaw stan
stanley stan
stephen steven steve stevie
susanna susannah suzanne sue susie suzie
tabitha tabby
temitope temi tope
temiloluwa temi
theodora thea theo dora
theodore theo ted teddy
thomas tom tommy
tomasz tom tomek
timothy tim timmy
tobias toby tobi
victoria vicky tori vic
vincent vinnie vince
william will bill billy liam wills
winifred winnie
yusuf yousuf yusef yousaf yousef youssef
zachary zachariah zac zack zach zak
zara zarah
zuzanna zuzia zuza susanna
"""


def _names_of_groups() -> dict[str, frozenset[str]]:
    """Return the other forms of each name; a line holds what one child may be called."""
    others: dict[str, set[str]] = defaultdict(set)
    for line in _GROUPS.replace("ł", "l").splitlines():
        names = set(line.split())
        for name in names:
            others[name] |= names - {name}
    return {name: frozenset(forms) for name, forms in others.items()}


_OTHER_FORMS = _names_of_groups()
_SHORTEST_BEGINNING = 3


def other_forms(name: str) -> frozenset[str]:
    """Return what a child with this first name, in plain form, may be called elsewhere."""
    return _OTHER_FORMS.get(name, frozenset())


def is_form_of(one: str, other: str) -> bool:
    """Whether both may be one child's first name: a short form, a spelling or its beginning."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST_BEGINNING and longer.startswith(shorter):
        return True
    return other in other_forms(one)
