/** Conferences by the telling words of their names, and the letters that they go by. */
export const knownConferences: ReadonlyMap<string, string> = new Map([
  ['machine learning', 'icml'],
  ['neural information processing systems', 'neurips'],
  ['learning representations', 'iclr'],
  ['learning theory', 'colt'],
  ['artificial intelligence statistics', 'aistats'],
  ['uncertainty artificial intelligence', 'uai'],
  ['aaai artificial intelligence', 'aaai'],
  ['joint artificial intelligence', 'ijcai'],
  ['association computational linguistics', 'acl'],
  ['north american chapter association computational linguistics', 'naacl'],
  ['north american chapter association computational linguistics human language technologies', 'naacl'],
  ['european chapter association computational linguistics', 'eacl'],
  ['empirical methods natural language processing', 'emnlp'],
  ['computational linguistics', 'coling'],
  ['computational natural language learning', 'conll'],
  ['language resources evaluation', 'lrec'],
  ['computer vision pattern recognition', 'cvpr'],
  ['computer vision', 'iccv'],
  ['european computer vision', 'eccv'],
  ['knowledge discovery data mining', 'kdd'],
  ['research development information retrieval', 'sigir'],
  ['robotics automation', 'icra'],
  ['intelligent robots systems', 'iros'],
  ['robot learning', 'corl'],
  ['acoustics speech signal processing', 'icassp'],
]);

/** Other letters that a conference went by. */
export const otherLetters: ReadonlyMap<string, string> = new Map([['nips', 'neurips']]);
