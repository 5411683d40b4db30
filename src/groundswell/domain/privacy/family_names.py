"""Family names of people, in small letters without marks: data alone.

Source: United States Census Bureau, frequently occurring surnames of the census of 1990 (dist.all.last), public domain; the 5,000 most
frequent, borne by 63 of 100 people counted there.
"""

from typing import Final

_NAMES: Final = """
aaron abbott abel abell abernathy abner abney abraham abrams abreu acevedo acker ackerman ackley acosta acuna adair adam adame adams
adamson adcock addison adkins adler agee agnew aguayo aguiar aguilar aguilera aguirre ahern ahmad ahmed ahrens aiello aiken ainsworth
akers akin akins alaniz alarcon alba albers albert albertson albrecht albright albritton alcala alcorn alderman aldrich aldridge
aleman alexander alfaro alfonso alford alfred alger ali alicea allan allard allen alley allison allman allred almanza almeida almond
alonso alonzo alston altman alvarado alvarez alves amador amaral amato amaya ambrose ames ammons amos amundson anaya anders andersen
anderson andrade andre andres andrew andrews andrus angel angelo anglin angulo anthony antoine antonio apodaca aponte appel apple
applegate appleton aquino aragon aranda araujo arce archer archibald archie archuleta arellano arevalo arias armenta armijo armstead
armstrong arndt arnett arnold arredondo arreola arriaga arrington arriola arroyo arsenault arteaga arthur artis asbury ash ashby
ashcraft ashe asher ashford ashley ashmore ashton ashworth askew atchison atherton atkins atkinson atwell atwood august augustine ault
austin autry avalos avery avila aviles ayala ayers ayres babb babcock baber babin baca bach bachman back bacon bader badger badillo
baer baez baggett bagley bagwell bailey bain baines bair baird baker balderas baldridge baldwin bales ball ballard ballinger ballou
banda bandy banks bankston banner bannister banuelos baptiste barajas barba barbee barber barbosa barbour barclay bard barden barela
barfield barger barham barker barkley barksdale barlow barnard barnes barnett barnette barney barnhart barnhill baron barone barr
barraza barrera barreto barrett barrientos barringer barrios barron barrow barrows barry bartels barth bartholomew bartlett bartley
barton basham baskin bass bassett batchelor bateman bates batista batiste batson battaglia batten battle battles batts bauer baugh
baughman baum bauman baumann baumgardner baumgartner bautista baxley baxter bayer baylor bayne bays beach beal beale beall beals beam
beaman beamon bean beane bear beard bearden beardsley beasley beattie beatty beaty beauchamp beaudoin beaudry beaulieu beauregard
beaver beavers becerra bechtel beck becker beckett beckham beckman beckwith becnel bedard bedford beebe beeler beers beeson begay
begley behrens belanger belcher bell bellamy bello belt belton beltran benavides benavidez bender benedict benefield benge benitez
benjamin benner bennett benoit benson bentley benton berg berger bergeron bergman bergstrom berlin berman bermudez bernal bernard
bernhardt bernier bernstein berrios berry berryman bertram bertrand berube bess best betancourt bethea bethel bettencourt bettis betts
betz beverly bevins bey beyer bible bickford biddle bigelow biggs billings billingsley billiot bills billups bilodeau binder bingham
binkley birch bird bishop bisson bittner bivens bivins black blackburn blackman blackmon blackwell blackwood blaine blair blais blake
blakely blalock blanchard blanchette blanco bland blank blankenship blanks blanton blaylock bledsoe blevins bliss block blocker
blodgett bloom blount blue blum blunt blythe boatman boatright boatwright bobbitt bobo bock boehm boettcher bogan boggs bohannon bohn
boisvert boland bolden bolduc bolen boles bolin boling bolling bollinger bolt bolton bond bonds bone bonilla bonner book booker boone
booth boothe bordelon borden borders boren borges borrego bosley boss bostic bostick boston boswell bottoms bouchard boucher boudreau
boudreaux bounds bourgeois bourne bourque bowden bowen bowens bower bowers bowie bowler bowles bowlin bowling bowman bowser box boyce
boyd boyer boyette boykin boyle boyles boynton bozeman bracken brackett bradbury braden bradford bradley bradshaw brady bragg branch
brand brandenburg brandon brandt branham brannon branson brant brantley braswell bratcher bratton braun bravo braxton bray brazil
breaux breeden breedlove breen breland brennan brenner brent brewer brewster brice bridges briggs brigham bright briley brill brim
brink brinkley brinkman brinson briones briscoe briseno brito britt brittain britton broadnax broadway brock brockman broderick brody
brogan bromley bronson brookins brooks brookshire broome brothers broughton broussard browder brower brown browne brownell browning
brownlee broyles brubaker bruce brumfield bruner brunner bruno bruns brunson bruton bryan bryant bryson buchanan bucher buck
buckingham buckley buckner bueno buffington buford bui buie bull bullard bullock bumgarner bunch bundy bunker bunn bunnell bunting
burbank burch burchett burchfield burden burdette burdick burge burger burgess burgos burk burke burkett burkhart burkholder burks
burleson burley burnett burnette burney burnham burns burnside burr burrell burris burroughs burrow burrows burt burton busby busch
bush buss bussey bustamante bustos butcher butler butterfield button butts buxton byars byers bynum byrd byrne byrnes caballero caban
cable cabral cabrera cade cady cage cagle cahill cain calabrese calderon caldwell calhoun calkins call callaghan callahan callaway
callender calloway calvert calvin camacho camara camarillo cambell cameron camp campbell campos canada canady canales candelaria
canfield cannon cano cantrell cantu cantwell canty capps caraballo caraway carbajal carbone card carden cardenas carder cardona
cardoza cardwell carey carl carlin carlisle carlos carlson carlton carmack carman carmichael carmona carnahan carnes carney caro caron
carpenter carper carr carranza carrasco carrera carrico carrier carrillo carrington carrion carroll carson carswell carter cartwright
caruso carvalho carver cary casanova casas case casey cash casillas caskey cason casper cass cassell cassidy castaneda casteel
castellano castellanos castillo castle castleberry castro caswell catalano cate cates cathey catlett cato catron caudill caudle causey
cavanaugh cavazos cave cazares cecil ceja centeno cerda cervantes chacon chadwick chaffin chalmers chamberlain chamberlin chambers
chambliss champagne champion chan chance chandler chaney chang chapa chapin chapman chappell charles charlton chase chastain chatman
chau chavarria chaves chavez chavis cheatham cheek chen cheney cheng cherry chesser chester chestnut cheung chew child childers
childress childs chilton chin chinn chisholm chism chisolm chitwood chiu cho choate choi chong chow christ christensen christenson
christian christiansen christianson christie christman christmas christopher christy chu chun chung church churchill cintron cisneros
clancy clanton clapp clark clarke clarkson clary clausen clawson clay clayton cleary clegg clem clemens clement clemente clements
clemmons clemons cleveland clevenger click clifford clifton cline clinton close cloud clough clouse cloutier coates coats cobb cobbs
coble coburn cochran cochrane cockrell cody coe coffey coffin coffman coggins cohen cohn coker colbert colburn colby cole coleman
coles coley collado collazo collett collette colley collier collins colon colson colvin colwell combs comeaux comer compton comstock
conaway concepcion condon cone conger conklin conley conn connell connelly conner conners connolly connor connors conover conrad
conroy conte conti contreras conway conyers cook cooke cooks cooksey cooley coombs coon cooney coons cooper cope copeland copley
coppola corbett corbin corbitt corcoran cordell cordero cordova corey corley cormier cornejo cornelius cornell cornett cornish
cornwell corona coronado corral correa correia corrigan cortes cortez corwin cosby cosgrove costa costello cota cote cothran cotter
cottle cotton cottrell couch coughlin coulter council counts courtney cousins couture covert covey covington cowan coward cowart
cowell cowles cowley cox coy coyle coyne crabtree craddock craft craig crain cramer crandall crane cranford craven crawford crawley
crayton creamer creech creed creel creighton crenshaw crespo cress crews crider crisp crist criswell crittenden crocker crockett croft
cromer cromwell cronin crook crooks crosby cross croteau crouch crouse crow crowder crowe crowell crowley crum crump crumpton cruse
crutcher crutchfield cruz cuellar cuevas culbertson cullen culp culpepper culver cummings cummins cunningham cupp curley curran currie
currier curry curtin curtis cushing cushman custer cutler cyr dabbs dabney dagostino dahl daigle dailey daily dale daley dallas dalton
daly damico damon damron dancy danforth dang dangelo daniel daniels danielson danner darby darden darling darnell dasilva daugherty
daughtry davenport david davidson davies davila davis davison dawkins dawson day dayton deal dean deane deaton deberry deboer decker
dees dehart dejesus delacruz delagarza delaney delarosa delatorre deleon delgadillo delgado dell dellinger deloach delong delossantos
deluca delvalle demarco demers dempsey denham denman denney denning dennis dennison denny denson dent denton derosa derr derrick
desantis desimone desjardins devine devito devlin devore devries dew dewey dewitt dexter deyoung dial diamond dias diaz dibble dick
dickens dickerson dickey dickinson dickson diehl dietrich dietz diggs dill dillard dillon dingle dinkins dion dionne dix dixon do doan
dobbins dobbs dobson dockery dodd dodds dodge dodson doe doherty dolan doll dollar domingo dominguez dominquez donahue donald
donaldson donato donley donnell donnelly donohue donovan dooley doolittle doran dorman dorn dorris dorsey dortch doss dotson doty
doucette dougherty doughty douglas douglass dove dover dow dowd dowdell dowdy dowell dowling downes downey downing downs doyle dozier
drake draper drayton drew driggers driscoll driver drummond drury duarte dube dubois dubose duckett duckworth dudley duff duffy dugan
dugas duggan dugger duke dukes dulaney dumas dumont dunaway dunbar duncan dunham dunlap dunn dunne dunning duong dupont dupre dupree
dupuis duran durand durant durbin durden durham durkin durr dutton duval duvall dwyer dye dyer dykes dyson eads eagle earl earle
earley earls early earnest easley eason east easter easterling eastman easton eaton eaves ebert echevarria echols eck eckert eddy eden
edgar edge edmond edmonds edmondson edward edwards egan eggleston elam elder eldridge elias elizondo elkins eller ellington elliot
elliott ellis ellison ellsworth elmore elrod elston ely emanuel embry emerson emery emmons eng engel england engle english ennis enos
enright enriquez epperson epps epstein erdmann erickson ernst ervin erwin escalante escamilla escobar escobedo eskridge esparza
espinal espino espinosa espinoza esposito esquivel estep estes estevez estrada estrella etheridge ethridge eubanks evans everett
everhart evers everson ewing ezell faber fabian fagan fahey fain fair fairbanks fairchild fairley faison fajardo falcon falk fallon
falls fannin fanning farias farley farmer farnsworth farr farrar farrell farrington farris farrow faulk faulkner faust fawcett fay
feeney felder feldman feliciano felix fellows felton felts fender fennell fenner fenton fenwick ferguson fernandes fernandez ferrara
ferrari ferraro ferreira ferrell ferrer ferris ferro ferry field fielder fields fierro fife figueroa finch fincher findley fine fink
finley finn finnegan finney fiore fischer fish fisher fishman fisk fitch fite fitts fitzgerald fitzpatrick fitzsimmons flagg flaherty
flanagan flanders flanigan flannery fleck fleming flemming fletcher flint flood flora florence flores florez flournoy flowers floyd
flynn fogarty fogg fogle foley folk folse folsom foltz fong fonseca fontaine fontenot foote forbes ford foreman forest foret forman
forney forrest forrester forster forsyth forsythe fort forte fortenberry fortier fortin fortner fortney fortune foss foster fountain
fournier foust fowler fowlkes fox foy fraley frame france francis francisco franco francois frank franklin franks frantz franz fraser
frasier frazer frazier frederick fredericks fredrick fredrickson free freed freedman freeland freeman freese freitas french freund
frey frias frick friday fried friedman friend frierson fries fritz frizzell frost fry frye fryer fuchs fuentes fugate fulcher
fulkerson fuller fullerton fulmer fulton fultz funderburk funk fuqua furlong furman furr fusco gabbard gable gabriel gaddis gaddy
gaffney gage gagne gagnon gaines gainey gaither galarza galbraith gale galindo gall gallagher gallant gallardo gallegos gallo galloway
galvan galvez galvin gamble gamboa gamez gandy gann gannon gant gantt garay garber garcia gardiner gardner garland garmon garner
garnett garrett garris garrison garvey garvin gary garza gaskin gaskins gass gaston gates gatewood gatlin gault gauthier gavin gay
gayle gaylord gaytan gearhart geary gee geer geiger gentile gentry george gerald gerard gerber german getz gibbons gibbs gibson
gifford gil gilbert gilbertson gilbreath gilchrist giles gill gillen gillespie gillette gilley gilliam gilliland gillis gillum gilman
gilmer gilmore gilson ginn giordano gipson girard giron giroux gist givens gladden gladney glaser glasgow glass glaze gleason glenn
glover glynn goad goble goddard godfrey godinez godwin goebel goetz goff goforth goins gold goldberg golden golding goldman goldsmith
goldstein gomes gomez gonsalves gonzales gonzalez gooch good goode gooden goodin gooding goodman goodrich goodson goodwin goolsby
gordon gore gorham gorman goss gossett gough gould goulet gower grace gracia grady graf graff gragg graham granados granger grant
grantham graves gray grayson greathouse greco green greenberg greene greenfield greenlee greenwood greer gregg gregory greiner grenier
gresham grey grice grider grier griffin griffis griffith griffiths griggs grigsby grimes grimm grisham grissom griswold groce groff
grogan grooms gross grossman grove grover groves grubb grubbs gruber guajardo guay guenther guerin guerra guerrero guess guest guevara
guffey guido guidry guillen guillory guinn gulley gunderson gunn gunter gunther gurley gustafson guthrie gutierrez guy guyton guzman
ha haag haas haase hacker hackett hackney haddad hadden hadley hagan hagen hager haggard haggerty hahn haight hailey haines hair
hairston halcomb hale hales haley hall haller hallman halsey halstead halverson ham hamblin hamby hamel hamer hamilton hamlin hamm
hammer hammett hammond hammonds hammons hampton hamrick han hancock hand handley handy hanes haney hankins hanks hanley hanlon hanna
hannah hannan hannon hansen hanson harbin hardaway hardee harden harder hardesty hardin harding hardison hardman hardwick hardy hare
hargett hargis hargrave hargrove harkins harlan harless harley harlow harman harmon harms harness haro harp harper harr harrell
harrington harris harrison harry hart harter hartley hartman hartmann hartnett hartwell harvey harwell harwood haskell haskins hass
hassell hastings hatch hatcher hatchett hatfield hathaway hatley hatton haugen hauser havens hawes hawk hawkins hawks hawley hawthorne
hay hayden hayes haynes hays hayward haywood hazel head headley headrick healey healy heard hearn heath heaton hebert heck heckman
hedgepeth hedges hedrick heffner heflin hefner heilman heim hein heinrich heinz held heller helm helms helton hembree hemphill
henderson hendon hendrick hendricks hendrickson hendrix henke henley hennessey henning henry hensley henson her herbert heredia herman
hermann hernandez herndon herr herrera herrick herrin herring herrington herrmann herron hershberger herzog hess hester hetrick hewitt
heyward hiatt hibbard hickey hickman hicks hickson hidalgo higdon higginbotham higgins higgs high hightower hildebrand hildreth hill
hillard hiller hilliard hillman hills hilton himes hindman hinds hines hinkle hinojosa hinson hinton hirsch hitchcock hite hitt hixson
ho hoag hoang hobbs hobson hodge hodges hodgson hoff hoffman hoffmann hofmann hogan hogg hogue hoke holbrook holcomb holcombe holden
holder holguin holiday holland hollenbeck holley holliday holliman hollingsworth hollins hollis holloman holloway holly holm holman
holmes holt holton holtz homan homer honeycutt hong hood hook hooker hooks hooper hoover hope hopkins hoppe hopper hopson horan horn
horne horner horning hornsby horowitz horsley horst horton horvath hoskins hostetler houck hough houghton houle house houser houston
howard howe howell howerton howes howland hoy hoyle hoyt hsu huang hubbard huber hubert huddleston hudgens hudgins hudson hudspeth
huerta huey huff huffman huggins hughes hughey hull hulsey hume humes hummel humphrey humphreys humphries hundley hunt hunter
huntington huntley hurd hurley hurst hurt hurtado huskey hussey huston hutchens hutcherson hutcheson hutchings hutchins hutchinson
hutchison hutson hutto hutton huynh hwang hyatt hyde hyland hylton hyman hynes ibarra ingalls ingle ingraham ingram inman irby ireland
irish irizarry irons irvin irvine irving irwin isaac isaacs isaacson isbell isom ison israel iverson ives ivey ivory ivy jack jackman
jacks jackson jacob jacobs jacobsen jacobson jacoby jacques jaeger jaime james jameson jamieson jamison janes jankowski jansen janssen
jaramillo jarman jarrell jarrett jarvis jasper jasso jay jaynes jean jefferies jeffers jefferson jeffery jeffrey jeffries jenkins
jennings jensen jenson jernigan jerome jessup jeter jett jewell jewett jimenez jobe joe johansen john johns johnson johnston joiner
jolley jolly jones jordan jordon jorgensen jorgenson jose joseph joy joyce joyner juarez judd jude judge judkins julian jung justice
justus kahn kaiser kaminski kane kang kaplan karr kasper katz kauffman kaufman kay kaye keane kearney kearns keating keaton keck kee
keefe keefer keegan keel keeler keeling keen keenan keene keener keeney keeton keister keith kell kelleher keller kelley kellogg
kellum kelly kelsey kelso kemp kemper kendall kendrick kennedy kenney kenny kent kenyon kern kerns kerr kersey kessler ketchum key
keyes keys keyser khan kidd kidwell kiefer kilgore killian kilpatrick kim kimball kimble kimbrell kimbrough kimmel kinard kincaid
kinder king kingsbury kingsley kinney kinsey kirby kirchner kirk kirkland kirkpatrick kirkwood kiser kish kitchen kitchens klein kline
klinger knapp knight knoll knott knotts knowles knowlton knox knudsen knudson knutson koch koehler koenig kohl kohler kohn kolb kong
koonce koontz kopp kovach kowalski kozak kozlowski kraft kramer kraus krause krauss krebs krieger kroll krueger krug kruger kruse kuhn
kunkel kuntz kunz kurtz kuykendall kyle labbe labelle labonte lacey lachance lackey lacroix lacy ladd ladner lafferty laflamme lafleur
lahr lai laird lake lam lamar lamb lambert lamm lamontagne lancaster lance land landers landis landon landrum landry lane laney lang
langdon lange langer langford langley langlois langston lanham lanier lankford lanning lantz laplante lapointe laporte lara large
larkin laroche larose larry larsen larson larue lash lashley lassiter laster latham latimer lattimore lau lauer laughlin lavender
lavigne lavoie law lawhorn lawler lawless lawrence laws lawson lawton lay layman layne layton le lea leach leahy leak leake leal lear
leary leatherman leavitt leblanc leboeuf lebron leclair ledbetter ledesma ledet ledford ledoux lee leeper lees lefebvre leger legg
leggett lehman lehmann leigh leighton lemaster lemay lemieux lemke lemmon lemon lemons lemus lennon lentz lenz leon leonard leone
lerma lerner leroy leslie lessard lester leung levesque levi levin levine levy lew lewandowski lewis leyva li libby liddell lieberman
light lightfoot lightner ligon liles lilley lilly lim lima limon lin linares lincoln lind lindberg linder lindgren lindley lindquist
lindsay lindsey lindstrom link linkous linn linton linville lipscomb lira lister little littlefield littlejohn littleton liu lively
livingston lloyd lo lock locke lockett lockhart locklear lockwood loera loftin loftis lofton loftus logan logsdon logue lohr lomax
lombard lombardi lombardo london long longo longoria loomis looney loper lopes lopez lord lorenz lorenzo lott louis love lovejoy
lovelace loveless lovell lovett loving low lowe lowell lowery lowman lowry loy loya loyd lozano lu lucas luce lucero luciano luckett
ludwig lugo luis lujan luke lumpkin luna lund lundberg lundgren lundy lunn lunsford luong lusk luster luther luttrell lutz ly lyle
lyles lyman lynch lynn lyon lyons lytle ma maas mabe mabry macdonald mace machado macias mack mackay mackenzie mackey mackie macklin
maclean macleod macmillan macon macpherson madden maddox madera madigan madison madrid madrigal madsen maes maestas magana magee
maggard magnuson maguire mahaffey mahan maher mahon mahoney maier main major majors maki malcolm maldonado mallard malley mallory
malloy malone maloney mancini mancuso maness mangum manley mann manning manns mansfield manson manuel manzo maple maples marble march
marchand marcotte marcum marcus mares marin marino marion mark markham markley marks marler marlow marlowe marquardt marquez marquis
marr marra marrero marroquin marsh marshall martel martell martens martin martindale martinez martino martins martinson martz marvin
marx mason massey massie mast masters masterson mata matheny matheson mathews mathias mathis matias matlock matney matos matson
matteson matthew matthews mattingly mattison mattos mattox mattson mauldin maupin maurer mauro maxey maxfield maxwell may mayberry
mayer mayers mayes mayfield mayhew maynard mayo mays mazza mcadams mcafee mcalister mcallister mcarthur mcbee mcbride mccabe mccaffrey
mccain mccall mccallister mccallum mccann mccants mccarter mccarthy mccartney mccarty mccaskill mccauley mcclain mcclanahan mcclary
mccleary mcclellan mcclelland mcclendon mcclintock mcclinton mccloskey mccloud mcclung mcclure mccollum mccombs mcconnell mccool
mccord mccorkle mccormack mccormick mccoy mccracken mccrary mccray mccreary mccrory mccue mcculloch mccullough mccune mccurdy mccurry
mccutcheon mcdade mcdaniel mcdaniels mcdermott mcdonald mcdonnell mcdonough mcdougal mcdougall mcdowell mcduffie mcelroy mcewen
mcfadden mcfall mcfarland mcfarlane mcgee mcgehee mcghee mcgill mcginnis mcgough mcgovern mcgowan mcgrath mcgraw mcgregor mcgrew
mcgriff mcguire mchenry mchugh mcinnis mcintire mcintosh mcintyre mckay mckee mckeever mckenna mckenney mckenzie mckeon mckeown
mckinley mckinney mckinnon mcknight mclain mclane mclaughlin mclaurin mclean mclemore mclendon mcleod mcmahan mcmahon mcmanus mcmaster
mcmichael mcmillan mcmillen mcmillian mcmullen mcmullin mcmurray mcnabb mcnair mcnally mcnamara mcnamee mcneal mcneely mcneil mcneill
mcnulty mcnutt mcpherson mcqueen mcrae mcreynolds mcswain mcvay mcvey mcwhorter mcwilliams meacham mead meade meador meadows means
mears medeiros medina medley medlin medlock medrano meehan meek meeker meeks meier mejia melancon melendez mello melton melvin mena
menard mendenhall mendes mendez mendoza menendez mercado mercer merchant mercier meredith merrell merrick merrill merriman merritt
mesa messenger messer messina metcalf metz metzger metzler meyer meyers meza michael michaels michaud michel michels mickens middleton
milam milburn miles miley millard miller milligan milliken mills milne milner milton mims miner minnick minor minter minton mintz
miranda mireles mitchel mitchell mixon mize mobley mock moe moeller moen moffett moffitt mohr mojica molina moll monaco monaghan
monahan mondragon money moniz monk monroe monson montague montalvo montanez montano montemayor montenegro montero montes montez
montgomery montoya moody moon mooney moore moorman mora morales moran moreau morehead moreland moreno morey morgan moriarty morin
morley morrell morrill morris morrison morrissey morrow morse mortensen morton mosby moseley moser moses mosher mosier mosley moss
mota moten motley mott moulton moultrie mount mouton mowery moya moye moyer mueller muhammad muir mulkey mull mullen muller mulligan
mullin mullins mullis muncy mundy munger muniz munn munoz munson murdock murillo murphy murray murrell murry muse musgrove musselman
musser myers myles myrick nabors nadeau nagel nagle nagy nail najera nakamura nall nance napier naquin naranjo narvaez nash nason
nathan nation nava navarrete navarro naylor neal nealy necaise needham neel neeley neely neff negrete negron neil neill nelms nelson
nemeth nesbitt nesmith ness nestor nettles neuman neumann nevarez neville new newberry newby newcomb newell newkirk newman newsom
newsome newton ng ngo nguyen nicholas nichols nicholson nickel nickerson nielsen nielson nieto nieves niles nix nixon noble nobles noe
noel nolan noland nolen noll noonan norfleet noriega norman norris north norton norwood novak novotny nowak nowell nowlin noyes nugent
null numbers nunes nunez nunley nunn nutt nutter nye oakes oakley oaks oates obrien obryan ocampo ocasio ochoa ochs oconnell oconner
oconnor odell oden odom odonnell odum ogden ogle oglesby oh ohara ojeda okeefe oldham olds oleary oliphant oliva olivares olivarez
olivas olive oliveira oliver olivo olmstead olsen olson olvera omalley oneal oneil oneill ontiveros oquendo ordonez oreilly orellana
orlando ornelas orosco orourke orozco orr orta ortega orth ortiz orton osborn osborne osburn osgood oshea osorio osteen ostrander
osullivan oswald oswalt otero otis otoole ott otto ouellette outlaw overby overstreet overton owen owens pace pacheco pack packard
packer padgett padilla pagan page paige paine painter pak palacios palma palmer palumbo pannell pantoja pape pappas paquette paradis
pardo paredes parent parham paris parish park parker parkinson parks parnell parr parra parris parrish parrott parry parson parsons
partin partridge passmore pate patel paterson patino patrick patten patterson patton paul pauley paulk paulsen paulson paxton payne
payton paz peace peachey peacock peak pearce pearl pearsall pearson pease peck pedersen pederson pedigo pedroza peebles peek peel
peeler peeples pellegrino pelletier peltier pemberton pena pence pender pendergrass pendleton penn pennell pennington penny penrod
peoples pepper perales peralta perdue perea pereira perez perkins perreault perrin perron perry perryman person peter peterman peters
petersen peterson petit petrie pettigrew pettis pettit pettway petty peyton pfeifer pfeiffer pham phan phelan phelps phifer philips
phillip phillips phipps piazza picard pichardo pickard pickens pickering pickett pierce pierre pierson pike pilcher pimentel pina
pinckney pineda pinkerton pinkney pinkston pino pinson pinto piper pipkin pippin pitcher pitman pitre pitt pittman pitts place plante
platt pleasant plummer plunkett poe pogue poindexter pointer poirier polanco poland poling polk pollack pollard pollock pomeroy ponce
pond ponder pool poole poore pope popp porter porterfield portillo posey post poston potter potts poulin pounds powell power powers
prado prater prather pratt prentice prescott presley pressley preston prewitt price prichard pride pridgen priest prieto prince
pringle pritchard pritchett proctor proffitt prosser provost pruett pruitt pryor puckett puente pugh pulido pullen pulley pulliam
purcell purdy purnell purvis putman putnam pyle qualls quarles queen quezada quick quigley quillen quinlan quinn quinones quinonez
quintana quintanilla quintero quiroz race rader radford rafferty ragan ragland ragsdale raines rainey rains raley ralph ralston ramey
ramirez ramon ramos ramsay ramsey rand randall randle randolph raney rangel rankin ransom rapp rash rasmussen ratcliff ratliff rau
rauch rausch rawlings rawlins rawls ray rayburn rayford raymond raynor razo rea read reagan reardon reaves rector redd redden reddick
redding reddy redman redmon redmond reece reed reeder reedy rees reese reeve reeves regalado regan register reich reichert reid reilly
reinhardt reinhart reis reiss reiter reitz rendon renfro renner reno renteria reuter rey reyes reyna reynolds reynoso rhea rhoades
rhoads rhoden rhodes rhyne ricci rice rich richard richards richardson richey richie richmond richter rickard ricker ricketts rickman
ricks rico riddell riddick riddle ridenour rider ridgeway ridley rife rigby riggins riggs rigsby riley rinaldi rincon rinehart ring
rios ripley ritchey ritchie ritter rivard rivas rivera rivero rivers rizzo roach roark robb robbins roberge roberson robert roberts
robertson robey robinette robins robinson robison robledo robles robson roby rocha roche rock rockwell roddy roden roderick rodgers
rodman rodrigue rodrigues rodriguez rodriquez roe roger rogers rohde rohr rojas roland roldan roller rollins roman romano rome romeo
romero romo roney rooney root roper roque rosa rosado rosales rosario rosas rose rosen rosenbaum rosenberg rosenthal ross rosser rossi
roth rounds roundtree rountree rouse roush rousseau roussel rowan rowe rowell rowland rowley roy royal roybal royer royster rubin
rubio ruby rucker rudd rudolph ruff ruffin ruiz runyan runyon rupert rupp rush rushing russ russell russo rust ruth rutherford
rutledge rutter ryan ryder saavedra sabo sacco saddler sadler saenz sage sager salas salazar salcedo salcido saldana saldivar salerno
sales salgado salinas salisbury sallee salley salmon salter salyer sam sammons sample samples sampson sams samson samuel samuels
sanborn sanches sanchez sandberg sander sanders sanderson sandlin sandoval sands sanford santana santiago santoro santos sapp sargent
sasser satterfield saucedo saucier sauer saul sauls saunders savage savoy sawyer sawyers saxon saxton sayers saylor sayre scales
scanlon scarborough scarbrough schaefer schaeffer schafer schaffer schell schenk scherer schiller schilling schindler schmid schmidt
schmitt schmitz schneider schofield scholl schoonover schott schrader schramm schreiber schreiner schroeder schubert schuler schulte
schultz schulz schulze schumacher schuster schwab schwartz schwarz schweitzer scoggins scott scribner scroggins scruggs scully seal
seale seals seaman searcy sears seaton seay sebastian see seeley seely segal segura seibert seidel seifert seiler seitz selby self
sell sellars sellers sells sena sepulveda serna serrano sessions settle settles severson seward sewell sexton seymore seymour
shackelford shade shafer shaffer shah shanahan shank shanks shannon shapiro sharkey sharp sharpe shaver shaw shay shea shearer sheehan
sheets sheffield shelby sheldon shell shelley shelly shelton shepard shephard shepherd sheppard sheridan sherman sherrill sherrod
sherry sherwood shields shifflett shin shinn shipley shipman shipp shirley shively shivers shockley shoemaker shook shore shores short
shorter shrader shuler shull shultz shumaker shuman shumate sibley sides siegel sierra sigler sigmon sikes silas siler sills silva
silver silverman silvers silvia simmons simms simon simone simons simonson simpkins simpson sims sinclair singer singh singletary
singleton sipes sisco sisk sisson sizemore skaggs skeen skelton skidmore skinner skipper slack slade slagle slater slaton slattery
slaughter slayton sledge sloan slocum slone small smalley smalls smallwood smart smiley smith smithson smoot smothers smyth snead
sneed snell snider snipes snodgrass snook snow snowden snyder soares soileau solano solis soliz solomon somers somerville sommer
sommers song sonnier soper sorensen sorenson soria soriano sorrell sosa sotelo soto soule sousa south southard southerland southern
souza sowell sowers spain spalding spangler spann sparkman sparks sparrow spaulding spear spearman spears speed speer speight spellman
spence spencer sperry spicer spillman spinks spivey spooner spradlin sprague spriggs spring springer sprouse spruill spurgeon spurlock
squires stacey stack stackhouse stacy stafford staggs stahl staley stallings stallworth stamm stamper stamps stanfield stanford
stanley stansberry stanton staples stapleton stark starkey starks starling starnes starr staten staton stauffer stclair steadman
stearns steed steel steele steen steffen stegall stein steinberg steiner stephen stephens stephenson stepp sterling stern stevens
stevenson steward stewart stidham stiles still stillman stillwell stiltner stine stinnett stinson stitt stjohn stock stockton stoddard
stoker stokes stoll stone stoner stonge storey storm story stott stout stovall stover stowe stowers stpierre strader strain strand
strange stratton straub strauss street streeter strickland stricklin stringer strom strong strother stroud stroup strunk stuart
stubblefield stubbs stuckey stull stump sturdivant sturgeon sturgill sturgis sturm styles suarez suggs sullivan summerlin summers
sumner sumpter sun surratt sutherland sutter sutton swafford swain swan swank swann swanson swartz swearingen sweat sweeney sweet
swenson swift swisher switzer swope sykes sylvester taber tabor tackett tafoya taft taggart talbert talbot talbott tallent talley tam
tamayo tan tanaka tang tanner tapia tapp tarver tate tatum tavares taylor teague teal teel teeter tejada tejeda tellez temple
templeton tennant tenney terrell terrill terry thacker thames thao tharp thatcher thayer theriault theriot thibodeau thibodeaux thiel
thigpen thomas thomason thompson thomsen thomson thorn thornburg thorne thornhill thornton thorp thorpe thorton thrash thrasher
thurman thurston tibbetts tibbs tice tidwell tierney tijerina tiller tillery tilley tillman tilton timm timmerman timmons tindall
tinker tinsley tipton tirado tisdale titus tobias tobin todd tolbert toledo toler toliver tolley tolliver tom tomlin tomlinson
tompkins toney tong toro torrence torres torrez toscano toth totten tovar towle townes towns townsend tracey tracy trahan trammell
tran trapp trask travers travis traylor treadway treadwell treat trejo tremblay trent trevino tribble trice trimble trinidad triplett
tripp trombley trotter trout troutman trowbridge troy trudeau true truitt trujillo truong tubbs tuck tucker tuggle turk turley turman
turnbull turner turney turpin tuttle tyler tyner tyree tyson ulmer ulrich underhill underwood unger upchurch upshaw upton urban urbina
uribe usher utley vail valadez valdes valdez valencia valenti valentin valentine valenzuela valerio valle vallejo valles van vanburen
vance vandiver vandyke vang vanhoose vanhorn vanmeter vann vanover vanwinkle varela vargas varner varney vasquez vaughan vaughn vaught
vazquez veal vega vela velasco velasquez velazquez velez venable venegas ventura vera verdin vergara vernon vest vetter vick vickers
vickery victor vidal vieira viera vigil villa villagomez villalobos villanueva villareal villarreal villasenor villegas vincent vines
vinson vitale vo vogel vogt voigt volz voss vu vue waddell wade wadsworth waggoner wagner wagoner wahl waite wakefield walden waldron
waldrop walker wall wallace wallen waller wallin walling wallis walls walsh walston walter walters walton wampler wang ward warden
ware warfield warner warren washburn washington wasson waterman waters watkins watson watt watters watts waugh way wayne weatherford
weatherly weathers weaver webb webber weber webster weddle weed weeks weems weinberg weiner weinstein weir weis weiss welch weldon
welker weller wellman wells welsh wendt wenger wentworth wentz wenzel werner wertz wesley west westbrook wester westfall westmoreland
weston wetzel whalen whaley wharton whatley wheat wheatley wheaton wheeler whelan whipple whitaker whitcomb white whited whitehead
whitehurst whiteman whiteside whitfield whiting whitley whitlock whitlow whitman whitmire whitmore whitney whitson whitt whittaker
whitten whittington whittle whitworth whyte wick wicker wickham wicks wiese wiggins wilbanks wilber wilbur wilburn wilcox wild wilde
wilder wiles wiley wilhelm wilhite wilke wilkerson wilkes wilkins wilkinson wilks will willard willett willey william williams
williamson willie williford willingham willis willoughby wills willson wilmoth wilson wilt wimberly winchester windham windsor
winfield winfrey wing wingate wingfield winkler winn winslow winstead winston winter winters wirth wise wiseman wisniewski witcher
withers witherspoon withrow witt witte wofford wolcott wolf wolfe wolff wolford womack wong woo wood woodall woodard woodbury woodcock
wooden woodley woodruff woods woodson woodward woodworth woody wooldridge wooley wooten word worden workman worley worrell worsham
worth wortham worthington worthy wray wren wright wu wyant wyatt wylie wyman wynn wynne xiong yamamoto yancey yanez yang yarborough
yarbrough yates yazzie ybarra yeager yee yi yocum yoder yoo yoon york yost young youngblood younger yount yu zambrano zamora zapata
zaragoza zarate zavala zeigler zeller zepeda zhang ziegler zielinski zimmer zimmerman zink zook zuniga
"""

FAMILY_NAMES: Final = frozenset(_NAMES.split())
"""The 5,000 most frequent of the source."""
