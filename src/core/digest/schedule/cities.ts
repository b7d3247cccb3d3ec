import { foldWords } from '../../text/fold-text.ts';

/**
 * Cities that people name their clocks by and no IANA zone is named after: seats of universities and companies, and large
 * cities, by the zone whose clocks they keep. One that stands in two lists is two cities.
 */
const citiesByZone: Readonly<Record<string, string>> = {
  'America/New_York':
    'boston, cambridge, new york city, nyc, brooklyn, manhattan, princeton, new haven, ithaca, providence, philadelphia, pittsburgh, baltimore, washington, washington dc, atlanta, miami, orlando, tampa, gainesville, charlotte, durham, chapel hill, raleigh, columbus, cleveland, cincinnati, ann arbor, buffalo, rochester, syracuse, amherst, hanover, richmond, charlottesville, blacksburg, state college, new brunswick',
  'America/Chicago':
    'houston, dallas, austin, san antonio, minneapolis, madison, milwaukee, urbana, champaign, evanston, saint louis, st louis, kansas city, new orleans, nashville, memphis, oklahoma city, iowa city, omaha, birmingham',
  'America/Denver': 'boulder, salt lake city, albuquerque, santa fe, provo',
  'America/Phoenix': 'tucson, tempe',
  'America/Los_Angeles':
    'san francisco, san diego, san jose, seattle, redmond, portland, berkeley, stanford, palo alto, mountain view, pasadena, santa barbara, santa cruz, irvine, oakland, sacramento, las vegas, riverside, eugene',
  'Pacific/Honolulu': 'hawaii',
  'America/Toronto': 'montreal, ottawa, waterloo, kingston, hamilton, quebec, quebec city',
  'America/Edmonton': 'calgary, banff',
  'America/Mexico_City': 'guadalajara, puebla',
  'America/Sao_Paulo': 'rio de janeiro, rio, brasilia, campinas, belo horizonte, porto alegre',
  'America/Argentina/Buenos_Aires': 'buenos aires',
  'America/Santiago': 'santiago de chile, valparaiso',
  'America/Bogota': 'medellin, cali',
  'America/Guayaquil': 'quito',
  'America/Montevideo': 'punta del este',
  'Europe/London':
    'cambridge, oxford, edinburgh, glasgow, manchester, birmingham, bristol, leeds, liverpool, nottingham, sheffield, southampton, durham, newcastle, york, warwick, coventry, exeter, st andrews, aberdeen, cardiff, swansea, belfast, lancaster, brighton',
  'Europe/Dublin': 'galway, limerick',
  'Europe/Lisbon': 'porto, coimbra, braga',
  'Europe/Madrid': 'barcelona, valencia, sevilla, seville, granada, bilbao, zaragoza, salamanca',
  'Europe/Paris':
    'lyon, grenoble, toulouse, marseille, bordeaux, lille, strasbourg, rennes, nantes, montpellier, saclay, sophia antipolis, orsay',
  'Europe/Brussels': 'leuven, ghent, gent, antwerp, liege, louvain la neuve',
  'Europe/Amsterdam':
    'delft, leiden, utrecht, rotterdam, eindhoven, groningen, nijmegen, the hague, den haag, maastricht, twente, tilburg, wageningen',
  'Europe/Berlin':
    'munich, munchen, muenchen, hamburg, cologne, koln, koeln, frankfurt, stuttgart, dusseldorf, duesseldorf, leipzig, dresden, hannover, heidelberg, tubingen, tuebingen, freiburg, gottingen, goettingen, karlsruhe, darmstadt, bonn, aachen, saarbrucken, saarbruecken, mainz, konstanz, jena, potsdam, bremen, kiel, munster, muenster, wurzburg, wuerzburg, erlangen, nurnberg, nuremberg, nuernberg, augsburg, passau, marburg, giessen, kassel, bielefeld, bochum, dortmund, duisburg, mannheim, ulm, regensburg, bayreuth, bamberg, rostock, magdeburg, braunschweig, kaiserslautern, garching',
  'Europe/Zurich': 'geneva, geneve, basel, bern, lausanne, lugano, st gallen, zuerich',
  'Europe/Vienna': 'graz, linz, salzburg, innsbruck, klosterneuburg, wien',
  'Europe/Prague': 'brno, praha',
  'Europe/Warsaw': 'krakow, cracow, wroclaw, poznan, gdansk, lodz',
  'Europe/Budapest': 'szeged, debrecen',
  'Europe/Rome':
    'milan, milano, turin, torino, pisa, bologna, padua, padova, trento, trieste, naples, genoa, florence, roma',
  'Europe/Copenhagen': 'aarhus, odense, aalborg, lyngby',
  'Europe/Stockholm': 'gothenburg, goteborg, lund, uppsala, linkoping, umea, malmo',
  'Europe/Oslo': 'trondheim, bergen, tromso, stavanger',
  'Europe/Helsinki': 'espoo, tampere, turku, oulu, aalto',
  'Europe/Tallinn': 'tartu',
  'Europe/Athens': 'thessaloniki, heraklion, patras',
  'Europe/Bucharest': 'cluj, timisoara, iasi',
  'Europe/Kyiv': 'lviv, kharkiv, odesa',
  'Europe/Moscow': 'saint petersburg, st petersburg, dolgoprudny',
  'Asia/Novosibirsk': 'akademgorodok',
  'Europe/Istanbul': 'ankara, izmir',
  'Asia/Jerusalem': 'tel aviv, haifa, rehovot, beer sheva',
  'Asia/Dubai': 'abu dhabi',
  'Asia/Riyadh': 'jeddah, thuwal, kaust, mecca',
  'Asia/Qatar': 'doha',
  'Asia/Tehran': 'isfahan, shiraz',
  'Africa/Cairo': 'alexandria, giza',
  'Africa/Lagos': 'abuja, ibadan',
  'Africa/Nairobi': 'mombasa',
  'Africa/Johannesburg': 'cape town, pretoria, stellenbosch, durban',
  'Africa/Casablanca': 'rabat, marrakesh',
  'Asia/Karachi': 'lahore, islamabad',
  'Asia/Kolkata':
    'delhi, new delhi, mumbai, bombay, bangalore, bengaluru, hyderabad, chennai, madras, pune, ahmedabad, kanpur, kharagpur, roorkee, jaipur, lucknow',
  'Asia/Dhaka': 'chittagong',
  'Asia/Shanghai':
    'beijing, peking, shenzhen, guangzhou, hangzhou, nanjing, wuhan, hefei, xian, chengdu, tianjin, harbin, suzhou, xiamen, changsha, jinan, dalian',
  'Asia/Taipei': 'hsinchu, tainan',
  'Asia/Tokyo': 'kyoto, osaka, nagoya, sendai, sapporo, fukuoka, tsukuba, yokohama, kobe, nara, hiroshima',
  'Asia/Seoul': 'daejeon, busan, pohang, ulsan, suwon',
  'Asia/Ho_Chi_Minh': 'hanoi, ho chi minh city, da nang',
  'Asia/Jakarta': 'bandung, yogyakarta',
  'Asia/Bangkok': 'chiang mai',
  'Asia/Manila': 'quezon city, cebu',
  'Australia/Sydney': 'canberra, newcastle, wollongong',
  'Australia/Melbourne': 'clayton, geelong',
  'Pacific/Auckland': 'wellington, christchurch, dunedin, hamilton',
};

const zonesByCity = new Map<string, readonly string[]>();
for (const [zone, cities] of Object.entries(citiesByZone))
  for (const city of cities.split(', ')) zonesByCity.set(city, [...(zonesByCity.get(city) ?? []), zone]);

/** The zones of the cities of that name: none, one, or one for each of them. */
export function findCity(typed: string): readonly string[] {
  return zonesByCity.get(foldWords(typed)) ?? [];
}

/** The zones of cities whose folded names begin like that. */
export function findCities(folded: string): readonly string[] {
  return [...zonesByCity].filter(([city]) => city.startsWith(folded)).flatMap(([, zones]) => zones);
}
