// English words of the npm package word-list (MIT) that Hunspell lacks and hardly any paper writes, one slip within
// a word that many do; made by config/science-words.ts.
const WORDS = `
abrays abstrict abstriction abstrictions accourt accourts acquiree acquite actinon actinons actons addressers admixt
adoptively adpress adpressed adpresses adpressing advancers adzing agenes agnosic agregation agrement agrise agrises agrising
alined allocution allods allons alterative alteratives altercating altercative amises analogons anility anises appaying appley
appliable appuied appuying araise araises araising areads arepas argents argute ariose arishes aroids arrises assumers
atchieve atchieved atchieves atchieving attacher attask attasks attributers auding automagic automagically autotomous avises
avising axises axoids baases backword bardier barkier barnier baseliners basils bassed bastis becasse belive belter beraking
besing besoming beting biassed biasses billon birses blings blooks bluids boings borings bouned bourds boyard brases braunch
breaming bridie brines broider bunded burrier bustiness cageful caique calced calculous callid calyculate calyculus camuses
cannel cannels capturers carful caried carnied carrect carses cartful caules caumed causae causeys cauves cental centner
centners chacing chacking chaines changs channers charnel charnels charry chasses chaunge chaunged chaunges chaunging chinas
choofing chooking chounter chouse chousing chowse chowsing chunnel chunnels chuses cibation ciding civies classers classily
classis cleated cleating clecking clints cloked cloner cloque clours clovered clyster clysters coaming codens coempting
coerect cointer colled collet colleting cologs combies combineds commere commerge commination comminations commoney
communicatee communisation communisations communization communizations compactible compadre compadres compage compages
companing comparers compart comparted comparting comparts compast compeared compearing compears compilement complexify
complier compotation compotations comprizes comptable compted compter compters comptible compting comtes concent concents
concreate confect confected confecting conferrence conject conjected conjecting conservations contrat contrats contrist
controul controuled controuling controuls convect convecting cooers cooming coosen cooser copered copering copers corbes
corelated corelation corelations coreys cories cormus cornus correption corses corves cosily cosing costes costus cotemporary
coting countrol countrolled countrolling countrols couped couping couplement coures courie courter couvert coversed coving
coying cozing crases crofted cromes croming crores crouse cruves curvets cyclers cyclos databuses dauring dawing deading
deaired deaning dearing dearling deaving decads decaling decare decares decime decoking decoyer dectet deeder degrease
degreases degreasing deicide delice delices deliverly demain demains demans denays dependance dependancies dependancy deration
derays dering derisions deriver desand desands descrive descrived descrives descriving desine desined desines desining detent
developes devisee devling dialoguers differencies dimeter discant discase discinct discipliners discission discissions discoer
discoure discursion discursions discussers diseuse distent divied doffer doffers domaines doning doving dowing draying droving
duking durning easter emeried emerse emersed emerying employes emptional enditing enfire enginers enrough entires entoilment
enures enuring estivates estivator etamine etamines eutropy everyway eviting evolue exemple expellent experted expertize
explantation explantations exsect exsected exsert exserts extensile extrait extraits faaing facers factis fainly fainness
fairily faitor faitors familles faming fanding farced farcing farter farthermore fasces fatting fauces faulds fautor fautors
faying fellowed fellowing felter feltering felters ferest fetting fewter fiating fictor fictors ficuses filets filles filmer
filmers finings finning fjelds flench flexile flixed flourier foamer foamily focusers fonding forcat forcats forcer forcers
foreward forgat forker formably formates formulism formulize forted fouest fracts frails freety frequences fritting froward
fucused fucuses fundings fushion gaited gambes gammes ganned gaters gemman generalcy generale gieing gitting gorals grames
grammas greeny greined grewing grided grides groined groking groning groufs grozing guiled guised hadden hading haeing haming
hander hantle harmer hodden hondle hondling hoving hudden hydrid imagos impalements impies imponed imposted improvers improvs
inbent incent inceptive increasers increate indewed indewing indiction indictor inductile indued inertest infight infights
infirmed inforced instancies intentive interess interessed interessing interrace intervales involvers japanise keeking kelping
kemping kepping kerels kernes laager lacers laders lagger lakers langest langrage langrages lanked lanking lapeled lapelled
larker larned larning laster lavers lawest leaming leaners leared leares learier learing lemels lenger lesses lianes libraires
lignes linned linning lirked lirking lisses littlie lobated lobation lobations logies looing looning lorics lotter lowser
lowses lunger maaing maches mainer maining mainor manches maneging mangal manging maraging masing matchets materiels matier
matrics mawing maximite maximites maying mazing mealing meanes mearing measing measurers mechanises mechanists meining
menaging mening messuage messuages methos metical meving minging mitched mitches mitching moanings mobble modemed modeming
moders modges mohels mondes montre mooves mooving morion mosing mossing mothed mozing mutched mutches mutching mutuel muxing
namers naturae neelds neesed neezed nerver nither objets obtect ochers ondine optology origan ormers outher outjut outjuts
outlie outride overcall overfall overgall overheld overleap pagles paires palaced palays papular papulation papulations parges
parging parial paries parkers parkies parlies parling parping parters partible partiers partis pashes pashing passibilities
passibility passible passibly paters patrial patten pauser pausers pavers pawers peaced peages peases peason peeces perfet
pernod pernods perone persing perviously phaenomena phaenomenon phares phasis pheses phototype phrasers physes piecens piecers
pinots pipelike piperine placets placks plages plaices plater platers playas plower ployed ploying plyers pollicies pollicy
pooves poshed poshes positons possed possing potins powter poynts poysed poyses practicers practicks practics practive prases
praties preassure precent precented precenting precents preces precessing precipe precisian prefile prefiles prepose preposed
preposes preposing preved preves preving previse pricers primitiae princing principial prises prising processer proine projets
proked proker prokes proking proled proler proling promine promisee proner prones propone proponed propones proponing
proptoses prores prosect prosects prosed proser prosing provabilities proveably provection provend providor providors provine
provined provines provining prower prowessed prowesses proyne purfly purply pyoses queriers quinte racings raftings ragings
raiked raiking rakings ranced rancing randed randem randing rarked rarking ratels ratines ratlings rattings raunge raunging
rawings readding reaking rearly reates reaving recept recognizee recorked recorks recower rection redate redated redding
redeal redealing redeals reding reeched reeching reedily reeding refall refect referencers refired refixed reflet reflies
reflying regality regies regive relace relaced relacing releasee reliers rellies remailing remails remanning remans remate
remated renies renning renverse renying repinement replate replated replating repots repotted repotting reprieval requere
requered requeres requering requirers requitement requitements rerent reseated resect resined reslate reslated respelt
responsers retime retorn returfs revelling reveuse revies revote revying rewardless rinked rinking rinning roading roates
roating robles ronning rorting rosting rother roting rotunds roughy roules rouming rouping rownds rowting safing salvable
saning sapans sapple sappled sapples sappling saring satisfiers scailing scalers scalls scaping scarting scedule sceduling
scenaries scenas scends sceptral scerne scernes schemie schemies scientises scientisms scopae scorse scorses scorsing scowed
scowing screet scries scuffer scuffers sealable sealch searcing seasing seatings secund secundly seising seisor seisors
selectas sematic semies sempler senhor senhors sentencers sentiences senting sequencies serger sergers serges sering serins
serres serries servicers serviles settlings shaked shaled shales shaling sharted sharting shawed shawing shetting shired
shiring showded showding showds showring shrowed shrowing shrows similor simitar simpled simples simpling simular sinuation
sinuations sipple sirees sirings sithes sixtes sizels sizers skells skenes sketting skirls skitch skitching skited skites
skries slarting sleech sloken smeech smeller smored smores smoring soaves solation solations soldes solers solive solives
soller sollers sorage soring sorings sotting sottings souces sourse sourses spaining spains spales spaller spanes spanging
spangs sparke sparre speans spearer spearers spense sperse spetch spetting spreazing spredd spredding sprong squame squames
squarers squarks stabile stacte stactes stades stagers stanck stanes stanging staning stanking starings starking starning
statuas steddy steedy steems stending sterve sterves stired stiring stoeps stoled stoped storge storying stound stoure stoved
stoving stowre strack strategises streamling streps strift stript stroam stroaming stroams studdies studiers stuffer stuffers
stupent sturdied sturdies sturting stying stylee stylie styred styring stytes suability suable subsect subsects substantival
substantivally subtack subtacks succes succuss surfacers suring surprizing swages swaling swerver swervers sweven swingle
swound symboles synthetize taeing tanging targes targing tawing teated technologises technologizes teends teinds tendus
thacking thacks thanas thangs theoremic theorics theorises therme thesps threaps threated threne thrusted ticing tieing
tigging tining tocologies toings tokers tokologies tokology tonsor toxics traiked traiking tramel tranks trapes trayned
trayning trecking treens trests trezes trices triffic trined trining troade troated trocking tropological tropologies
tropology trusteed tsking tunded tunding tunned twanks tweels tweens tweers tweest twight twinter tyning tyring ubique
unbanned unbeen unbless uncanned unciform uncurtain undate undear undoer unfanned unform unlime unline unsewn unsounded unwits
unwounded updarted updarting updaters uprates urnlike utilizers vagued vagues valiants valsed valses vardies varias variers
verbification verbified verbify verbifying versin versins versts vertus vinewed vinews vistal volage voling volting wareless
warking wheare whencever wherve whetter widder wieldy wighted wineless witeless witing wormers worset worsing writhen yeards`;

/** Words that large dictionaries have, but that are slips where somebody types them: `learing`, `sematic`. */
export const slipLikeWords: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
