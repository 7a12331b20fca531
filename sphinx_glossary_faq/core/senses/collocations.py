"""Define a dictionary of English collocations in which a word has another sense.

The collocations are common in English and in writing about software, and do not depend on any
project.  For example, "a file descriptor" is not a descriptor in the sense of a glossary that
defines only *descriptor*.  `collocation_patterns` finds collocations in a text.  `context` decides
when the definition in the glossary takes precedence.

Words without an entry are never filtered.  The dictionary contains no names, coined words or
multi-word terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from sphinx_glossary_faq.core.senses.word_lists import (
    COLLECTIVE_NOUNS,
    MANNER_NOUNS,
    NOUN_VERBS,
    PARTITIVE_NOUNS,
    STOP_WORDS,
    TYPE_NOUNS,
)

COLLOCATIONS: Final = """
action: call to ~; class ~; course of ~; in ~; into ~; legal ~; take no ~; take ~
annotation: type ~; typing ~
application: job ~
argument: command line ~; command ~; compiler ~; executed without ~; file name ~; file ~;
    filename ~; for the sake of ~; invoked without ~; linker ~; program ~; run without ~; script ~;
    script's ~; shell ~; ~ about; ~ against; ~ in favor; ~ in favour; ~ over; ~ to commands; shell;
    @command line; @launcher
array: vast ~; whole ~; wide ~
attribute: character ~; cookie ~; css ~; display ~; element ~; essential ~; extended ~; file ~;
    font ~; html ~; mailbox ~; markup ~; screen ~; svg ~; tag ~; terminal ~; text ~; tty ~; video ~;
    window ~; xml ~; tag; @cookie; @html; @markup; @xml
block: building ~; stumbling ~
body: governing ~; student ~; ~ of evidence; ~ of knowledge; ~ of literature; ~ of work
bytecode: java ~; pickle ~; pattern; regex; regular expression
call: close ~; phone ~; roll ~; system ~; telephone ~; video ~; ~ for papers; ~ to action
callable: user ~; ~ from
cascade: on delete ~; on update ~
case: any ~; base ~; best ~; camel ~; corner ~; edge ~; in many ~; in most ~; in some ~; in that ~;
    in this ~; in which ~; in ~; just in ~; letter ~; lower ~; most ~; special ~; test ~; title ~;
    upper ~; use ~; worst ~; ~ in point; ~ insensitive; ~ law; ~ of; ~ sensitive; ~ study; ~ where
chain: supply ~; ~ of command; ~ of events; ~ store
channel: television ~; tv ~
class: ascii ~; asset ~; bidirectional ~; broad ~; business ~; c++ ~; character ~; combining ~;
    document ~; economy ~; equivalence ~; evening ~; first ~; java ~; middle ~; social ~; storage ~;
    training ~; unicode ~; working ~; world ~; ~ action; ~ hinting; ~ interval; ~ method; ~ methods;
    ~ midpoint; midpoint; registry entries; @regular expression
command: chain of ~; in ~; second in ~
condition: boundary ~; in good ~; living ~; race ~; terms and ~; weather ~; working ~
connection: in this ~; in ~ with
consistency: for ~
content: table of ~
context: historical ~; in another ~; in any ~; in other ~; in some ~; in such ~; in that ~;
    in this ~; in what ~; in which ~; more ~; out of ~; ~ about; ~ manager; ~ managers; ~ regarding
control: access ~; birth ~; flow ~; in ~; out of ~; pest ~; quality ~; remote ~; revision ~;
    source ~; traffic ~; under ~; version ~
core: cpu ~; dual ~; hard ~; multi ~; processor ~; quad ~
course: of ~
cycle: billing ~; clock ~; cpu ~; development ~; life ~; release ~
default: by ~; in ~; on ~
descriptor: class ~; file ~; mail ~; module ~; pipe ~; request ~; security ~; segment ~; socket ~;
    @file descriptor
dictionary: compression ~; english ~; spell checking ~; spelling ~; user's ~; crack; cracking
domain: public ~
element: ~ of surprise
engine: search ~
entry: data ~; no ~; port of ~
environment: learning ~; natural ~; office ~; working ~
error: human ~; off by one ~; rounding ~; trial and ~
event: in any ~; in the ~ of; in the ~ that; social ~; sporting ~; unlikely ~
exception: with the ~; without ~; ~ rather than; ~ to the rule; ~ to this rule
expression: artistic ~; facial ~; field ~; freedom of ~; gene ~; regular ~; regular; xpath; @regex;
    @regular expression; @xpath
extension: browser ~; by ~; deadline ~; file name ~; file ~; filename ~
feature: key ~; language ~; main ~; new ~; security ~; ~ request; ~ requests
field: depth of ~; electric ~; file ~; force ~; form ~; header ~; input ~; magnetic ~; playing ~;
    ~ names; ~ of research; ~ of study; ~ of the form; ~ of view; ~ trip; ~ work; form class;
    form field; login; on a form; vector layer; widget
file: rank and ~; single ~
finder: range ~; test ~
form: canonical ~; in any ~; in its ~; in the ~ of; long ~; normal ~; plural ~; short ~; singular ~;
    ~ factor; ~ feed
frame: picture ~; time ~; window ~; ~ of mind; ~ of reference
function: activation ~; api ~; as a ~ of; body ~; c level ~; c ~; c++ ~; compression ~; cost ~;
    debugger ~; density ~; distribution ~; foreign ~; hash ~; job ~; loss ~; mathematical ~;
    member ~; objective ~; shell ~; sql ~; with its ~; ~ calculator; ~ key; ~ keys; ~ of time;
    ~ pointer; ~ pointers
generator: code ~; diesel ~; electric ~; lexer ~; noise ~; number ~; parser ~; password ~; power ~;
    sequence ~; site ~; strong ~; @email; @random
group: age ~; control ~; ethnic ~; focus ~; interest ~; news ~; peer ~; user ~; working ~
hook: off the ~
host: talk show ~
identity: corporate ~; ~ card; ~ crisis; ~ map; ~ theft
image: mirror ~; public ~; self ~
immutable: ~ bit; ~ file; ~ files; ~ flag; ~ infrastructure
importing: ~ bugs; ~ data; ~ existing
index: body mass ~; package ~; price ~; stock ~
instance: for ~; in that ~; in the first ~; in this ~
interactive: non ~; stream is ~; ~ aid; ~ aids; ~ browser; ~ browsers; ~ command; ~ console;
    ~ debugger; ~ development; ~ device; ~ devices; ~ editing; ~ fiction; ~ graphics; ~ help;
    ~ mail; ~ map; ~ multimedia; ~ source code; ~ story; ~ web; ~ website; ~ widget; ~ widgets
interface: brain computer ~; graphical ~; network ~; on all ~; user ~
interpreted: are ~; be ~; been ~; being ~; generally ~; get ~; gets ~; is ~; mis ~; not ~;
    usually ~; was ~; were ~; ~ according; ~ as; ~ by; ~ differently; ~ in; ~ just; ~ like;
    ~ literally; ~ relative; ~ strictly; ~ to mean; ~ units; ~ using; ~ with
issue: at ~; hot button ~; take ~
iterator: dom ~; node ~
job: ~ interview; ~ market; ~ title
key: alt ~; arrow ~; backspace ~; control ~; ctrl ~; cursor ~; delete ~; enter ~; escape ~;
    function ~; press any ~; return ~; shift ~; tab ~; ~ aspect; ~ concept; ~ concepts;
    ~ difference; ~ differences; ~ feature; ~ features; ~ idea; ~ ideas; ~ part; ~ people; ~ player;
    ~ players; ~ point; ~ points; ~ question; ~ reason; ~ reasons; ~ role; ~ takeaway; ~ to success
library: local ~; public ~; university ~; ~ card
line: assembly ~; bottom ~; command ~; finish ~; front ~; in ~; on ~; ~ up
link: missing ~; weak ~
list: access control ~; allow ~; alphabetical ~; argument ~; arguments ~; attribute ~; black ~;
    block ~; bulleted ~; check ~; command ~; commands ~; complete ~; completion ~; comprehensive ~;
    contact ~; current ~; drop down ~; exhaustive ~; explicit ~; expression ~; extensive ~;
    features ~; field ~; file ~; following ~; for a ~; free ~; from ~; full ~; growing ~;
    half of the ~; here's the ~; hierarchical ~; history ~; in the ~; incomplete ~; linked ~;
    long ~; mailing ~; member ~; message ~; numbered ~; on the ~; pages ~; parameter ~;
    parameters ~; partial ~; picking ~; platform dependent ~; price ~; property ~; reading ~;
    resource ~; revocation ~; scroll ~; scrollable ~; shopping ~; short ~; supported ~; target ~;
    task ~; this ~; to do ~; todo ~; waiting ~; white ~; wish ~; ~ above; ~ below; ~ box; ~ boxes;
    ~ entries; ~ entry; ~ includes; ~ is in; ~ price; ~ view; comma separated
loader: boot ~; data ~; dynamic ~; library ~; os ~; page ~; resource ~; test ~; shared library;
    tests; the library; @boot loader
location: remote ~
loop: feedback ~
machine: coffee ~; sewing ~; vending ~; washing ~
map: heat ~; mind ~; road ~; site ~
mapping: automatic ~; automatically ~; by ~; case ~; character ~; column ~; decomposition ~; dict ~;
    dictionary ~; instance ~; key ~; keyboard ~; keypad ~; memory ~; mind ~; one to one ~;
    optional ~; relational ~; table ~; tables ~; the following ~; the ~ between; the ~ from;
    the ~ of; url ~; ~ a; ~ any; ~ between; ~ each; ~ of the; ~ rules; ~ table; ~ tables; ~ the;
    ~ these; ~ to; ~ two
match: boxing ~; football ~; perfect ~; tennis ~
member: board ~; community ~; family ~; staff ~; team ~
memory: human ~; in living ~; ~ consumption; ~ efficient; ~ footprint; ~ leak; ~ leaks; ~ mapped;
    ~ usage
message: text ~
method: authentication ~; by the ~; compression ~; deflate ~; encryption ~; error handling ~;
    hash ~; hashing ~; http ~; input ~; payment ~; procedure call ~; request ~; scientific ~;
    shipping ~; synchronization ~; teaching ~; transport ~; ~ actor; ~ described in; compress; http;
    password hashing
model: business ~; concurrency ~; data ~; execution ~; fashion ~; language ~; memory ~; mental ~;
    object ~; pricing ~; programming ~; role ~; scale ~; security ~; threading ~; threat ~; top ~
module: c ~; hardware ~; kernel ~; learning ~; lunar ~; stand alone ~; training ~; ~ of code;
    @kernel module
name: brand ~; domain ~; in the ~ of; last ~; maiden ~; ~ only
namespace: kernel ~; linux ~; xml ~; ~ aware; ~ hierarchy; ~ object; ~ objects; @xml
network: social ~
note: please ~; side ~; sticky ~; take ~; ~ that
object: binary ~; c++ ~; celestial ~; direct ~; everyday ~; flying ~; indirect ~; is no ~; java ~;
    javascript ~; json ~; physical ~; shared ~; ~ code; ~ file; ~ files; ~ lesson; ~ literal;
    ~ oriented
operation: business ~; in ~; military ~; rescue ~
operator: camera ~; machine ~; phone ~; tour ~
option: no ~ but; stock ~
order: alphabetical ~; ascending ~; court ~; descending ~; in ~; law and ~; mail ~; out of ~;
    purchase ~; random ~; reverse ~; sort ~; sorted ~; ~ of magnitude
package: benefits ~; binary ~; collection of ~; conda ~; deb ~; debian ~; extension ~; gnu ~;
    holiday ~; installer ~; msi ~; npm ~; office ~; os ~; rpm ~; salary ~; site ~; software ~;
    source ~; statistics ~; store ~; system ~; wheel ~; ~ deal; ~ index; ~ manager; ~ managers;
    ~ not installed; ~ tour; ~ up; linux
parameter: audio ~; connection ~; header ~; mime ~; port ~; query string ~; query ~; request ~;
    url ~; content type; cookie; header; query string; robots; @audio; @esmtp; @mime; @multipart
part: for the most ~; in ~; take ~; takes ~; ~ from; ~ time
path: career ~; learning ~; ~ to success
permission: written ~; ~ is hereby granted
pipeline: gas ~; oil ~; sales ~
point: at any ~; at some ~; at that ~; at this ~; at which ~; boiling ~; decimal ~; floating ~;
    focal ~; selling ~; starting ~; to the ~; turning ~; ~ in time; ~ of sale; ~ of view; ~ out
policy: foreign ~; government ~; insurance ~; privacy ~; public ~
port: parallel ~; sea ~; serial ~; usb ~; ~ of entry
portion: address ~; containing a ~; date ~; directory ~; host ~; time ~; visible ~; ~ thereof
position: in a ~ to
practice: best ~; common ~; in ~
process: decision ~; due ~; hiring ~; in the ~ of; legal ~; review ~; thought ~
profile: high ~; low ~
program: training ~; tv ~
project: community ~; open source ~; research ~; ~ manager; ~ members
property: column ~; consistency ~; css ~; intellectual ~; null ~; private ~; real ~; ~ list;
    ~ lists; ~ owner; ~ tax; ~ you; inner class; popup; window opener
question: beg the ~; in ~; out of the ~; without ~; ~ mark; ~ marks
range: mountain ~; out of ~; price ~; wide ~
record: criminal ~; for the ~; medical ~; off the ~; on ~; track ~; vinyl ~; world ~
reference: for future ~; for ~; frame of ~; in ~ to; with ~ to; ~ book; ~ guide; ~ manual
register: cash ~
relation: in ~ to; public ~
release: a ~ of; earlier ~; future ~; last ~; later ~; latest ~; major ~; minor ~; new ~; next ~;
    older ~; press ~; previous ~; recent ~; stable ~; this ~; upcoming ~; ~ candidate; ~ cycle;
    ~ date; ~ notes; version
request: at the ~ of; change ~; feature ~; merge ~; on ~; pull ~; upon ~; web ~; ~ for comments
resource: any other ~; computing ~; human ~; server ~; shared ~; system ~; waste
response: immune ~; in ~ to
result: as a ~
return: in ~; tax ~; ~ key
role: leading ~; play a ~; play an important ~; plays a ~; plays an important ~; ~ model
root: as ~; cube ~; grass ~; square ~; ~ access; ~ cause; ~ of the problem; ~ privileges; ~ user
route: bus ~; en ~; trade ~
rule: as a ~; golden ~; ~ of thumb; ~ out
sample: blood ~; free ~; random ~
scale: full ~; large ~; on a ~; small ~; ~ up
scope: beyond the ~
script: cyrillic ~; latin ~; movie ~
section: cross ~; following ~; next ~; previous ~; see ~; this ~; ~ about; ~ above; ~ below; ~ on
sequence: boot ~; byte ~; bytecode ~; bytes ~; character ~; code ~; coding ~; control ~; dna ~;
    encoded ~; escape ~; gene ~; in ~; instruction ~; key ~; line ~; multibyte ~; named ~; opaque ~;
    opcode ~; safe ~; shutdown ~; special ~; startup ~; ~ diagram; ~ number; ~ numbers; ~ of events;
    ascii; unicode; @escape sequence
service: at your ~; civil ~; customer ~; in ~; military ~; public ~; room ~
set: character ~; data ~; instruction ~; mind ~; skill ~; tool ~; ~ to; ~ up
shape: in ~
site: construction ~; on ~; ~ visit
slice: time ~; ~ of cake; ~ of life; ~ out of
source: news ~; open ~; ~ of confusion; ~ of error; ~ of errors; ~ of income; ~ of information
space: disk ~; hard ~; office ~; outer ~; white ~
split: tree ~; ~ node; ~ nodes; ~ point
stack: protocol ~; software ~; tech ~; technology ~
state: solid ~; united ~; ~ of affairs; ~ of mind; ~ of the art
statement: bank ~; c ~; export ~; financial ~; income ~; mission ~; press ~; problem ~; public ~;
    sql ~; vision ~; ~ assumes; ~ holds; ~ is false; ~ is true; ~ made by; ~ of work; c code;
    c or c++; certificate; @sql
step: first ~; next ~; ~ forward
stream: live ~; revenue ~
string: guitar ~; no ~ attached
style: life ~; ~ guide
subject: ~ line; ~ matter; ~ of this; ~ to
table: following ~; periodic ~; ~ above; ~ below; ~ of contents
tag: price ~
template: app ~; project ~; new project; startproject command
term: in ~ of; long ~; mid ~; short ~; ~ and conditions; ~ of service; ~ of use
theme: common ~; recurring ~
thread: discussion ~; email ~; forum ~; mail ~
transaction: bank ~; financial ~
tree: apple ~; christmas ~; family ~
type: access ~; account ~; address ~; archive ~; asset ~; blood ~; browser ~; build ~; c ~; c++ ~;
    change ~; character ~; chart ~; chunk ~; compression ~; content ~; corba ~; device ~;
    document ~; element ~; error ~; event ~; file ~; handler ~; hash ~; header ~; host ~; image ~;
    issue ~; item ~; java ~; job ~; link ~; machine ~; major ~; media ~; message ~; mime ~; minor ~;
    node ~; of four ~; of three ~; one ~; operating system ~; os ~; page ~; personality ~; plugin ~;
    presentation ~; product ~; quote ~; relationship ~; release ~; report ~; request ~; socket ~;
    sql data ~; statement ~; storage ~; structure ~; task ~; terminal ~; test ~; token ~; user ~;
    variable of ~; variables of ~; window ~; file type; message part; sql; @compression; @mime;
    @multipart; @registry
unit: business ~; processing ~; ~ test; ~ testing; ~ tests
value: face ~; family ~; good ~; market ~; ~ proposition
verb: noun; nouns; part of speech
view: access to ~; bird’s eye ~; database ~; in my ~; in our ~; in ~ of; materialized ~; page ~;
    point of ~; points of ~; public ~; read only ~; street ~; tables or ~; view ~; with a ~ to;
    ~ on; ~ only; ~ permission; ~ permissions
wheel: reinvent the ~; steering ~
window: maintenance ~; time ~; ~ of opportunity
worker: factory ~; health ~; office ~; social ~
x: ~ axis; ~ coordinate; ~ coordinates
y: ~ axis; ~ coordinate; ~ coordinates
zone: comfort ~; time ~
"""
"""The collocations in which each word has another sense.

`~` stands for the word itself.  A collocation without `~` may be anywhere near the word.  A
collocation with `@` is a topic that occurs often on a page.
"""


class Collocation(NamedTuple):
    """Words before, after or near a word that indicate another sense."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    nearby: tuple[str, ...]
    is_topic: bool = False

    @property
    def content_words(self) -> frozenset[str]:
        """The words that indicate the sense.  Idioms such as "in order" have none."""
        return frozenset((*self.before, *self.after, *self.nearby)) - STOP_WORDS


@cache
def _entries() -> dict[str, str]:
    lines = COLLOCATIONS.strip().replace("\n    ", " ").splitlines()
    return {word: text for word, _, text in (line.partition(": ") for line in lines)}


HEADWORDS: Final = (
    frozenset(_entries())
    | NOUN_VERBS
    | TYPE_NOUNS
    | COLLECTIVE_NOUNS
    | PARTITIVE_NOUNS
    | MANNER_NOUNS
)
"""All words in the dictionary and in the word lists."""


@cache
def collocations_of(headword: str) -> Sequence[Collocation]:
    """Return the collocations of a word."""
    return [_parse(text) for text in _entries().get(headword, "").split("; ") if text]


def _parse(text: str) -> Collocation:
    """Parse a collocation in the notation of the dictionary: "frame of ~", "header" or "@mime"."""
    before, placeholder, after = text.partition("~")
    if not placeholder:
        return Collocation((), (), tuple(text.removeprefix("@").split()), text.startswith("@"))
    return Collocation(tuple(before.split()), tuple(after.split()), ())
