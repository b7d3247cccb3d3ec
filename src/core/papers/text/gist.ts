import { LRUCache } from 'lru-cache';
import { clipText } from '../../text/clip-text.ts';
import type { Span } from '../../text/marked-text.ts';
import { sentencesOf } from '../../text/sentences.ts';

/** In characters, of both sentences and the space between them; only a first sentence without an idea may be longer. */
const LONGEST = 480;
/** A sentence of fewer is a label or a piece of one. */
const SHORTEST = 25;
/** With a vague subject and so short, a sentence says nothing. */
const VAGUE = 75;

/** What an author calls the text itself. */
const TEXT =
  'paper|work|article|study|letter|report|thesis|dissertation|book|chapter|survey|research|tutorial|review|note|manuscript|contribution|abstract';
const ADVERBS =
  '(?:,? (?:therefore|thus|hence|here|then|instead|first|have|has|can|will|(?:aims?|attempts?|seeks?) to|\\w+ly))*';
const VERBS =
  'propos|introduc|present|develop|show|investigat|stud(?:y|ie)|describ|explor|analy[sz]|examin|report|address|demonstrat|consider|' +
  'design|devis|provid|offer|evaluat|compar|prove|establish|deriv|formulat|suggest|argu|review|survey|construct|creat|buil[dt]|' +
  'releas|appl(?:y|ie)|exten[dt]|discuss|focus|revisit|tackl|determin|test|measur|assess|adopt|f[io]nd|found|rethink|characteri[sz]|' +
  'identif|advocat|remed|outlin|exploit';
/** “we propose”, “this paper presents”; not “the method we propose”. */
const BY_US = new RegExp(
  `(?:(?<!\\b(?:the|an?|novel) (?:[\\w-]+ )?(?!following|sequel|${TEXT})[\\w-]+ )\\bwe|\\bthis (?:${TEXT}))${ADVERBS} (?:${VERBS})`,
  'iu',
);
const PASSIVE =
  /\b(?:is|are|was|were) (?:being )?(?:\w+ly |here )?(?:proposed|presented|introduced|described|developed|investigated|studied|examined|explored|analy[sz]ed|reported|reviewed|derived|suggested)\b/iu;
const IN_THIS = new RegExp(
  `\\b(?:in|through|with) (?:this|the (?:present|current)) (?:${TEXT})\\b|^this (?:${TEXT})\\b|\\bhere,? we\\b|\\bwe here\\b`,
  'iu',
);
const NEW = /\b(?:propos(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|present(?:s|ed)?|novel)\b/iu;
const AIM =
  /\b(?:aims?|purpose|goal|objectives?) of (?:this|the|our) [\w ]{3,30}(?:is|was|were|are)\b|\bour (?:aim|goal|purpose|objective)s? (?:is|was|were|are)\b|^(?:objectives?|aims?|purpose)\b/iu;
/** It comes after something else, so that it reads worse by itself. */
const CONTINUES =
  /^(?:although|however|these|those|to this end|to that end|specifically|then|but|yet|such|in particular|particularly|concretely|first|firstly|in so doing|(?:in order )?to do (?:so|this)|in doing so|for this|based on this|as a result|in contrast)\b|\bwe then\b/iu;
/** It adds to an idea told before. */
const ADDS =
  /^(?:moreover|furthermore|in addition|additionally|besides|also|finally|lastly|second|secondly|third|thirdly|extensive)\b|\b(?:we|paper|work|study) (?:also|further)\b/iu;
/** Names no more of its subject than that it was told before. */
const DANGLING =
  /\b(?:address|fill|alleviat|tackl|solv|clos|bridg|overcom|remed|mitigat|investigat|stud|explor|examin|focus|answer)\w*(?: on| both| all)? (?:this|these|that|those|such|the above|the(?= (?:gap|void)))(?: \w+)? (?:problem|issue|gap|situation|challenge|limitation|question|task|need|shortcoming|concern|phenomenon|topic|void|hypothesis)(?:s|es)?\b(?! (?:of|that|whether)\b)/iu;
/** Tells that it was tried, not what was. */
const TRIAL =
  /\bwe (?:\w+ )?(?:provide|present|report|show|conduct|perform|describe|evaluate|compare|validate|test)s? (?:\w+ ){0,4}(?:results?|findings|experiments?|evaluations?|comparisons?|numbers)\b/iu;
const AVAILABILITY =
  /\b(?:code|data|dataset|datasets|models?|project page|implementation|source|demo|supplementary|website|materials?)\b[^.]*\b(?:available|released?|open-?sourced?|found|accessible|at https?:)|https?:\/\/|\bgithub\b/iu;
const MEASURE = /\bp ?[<=≤] ?0?\.\d|\d.*(?:%|×|\btimes\b|\bper ?cent\b)|(?:%|×|\btimes\b|\bper ?cent\b).*\d/u;
const OUTCOME =
  /\boutperform|(?<!\b(?:(?<!able )to|for|be|until) )\b(?:achiev(?!ed by)|improv)|\bsuperior|\b(?:was|were|is|are) (?:\w+ ){0,3}(?:significantly|associated with)\b|\bsignificantly (?:increas|reduc|decreas|elevat|associat|correlat|differ)|^(?:results?|findings|conclusions?|interpretation)\b[:.]|\bwe conclude that\b|\bit is concluded\b|\bwe f(?:ind|ound)\b|\b(?:results?|experiments?|evaluations?|findings?|analys[ie]s|simulations?|tests?)\b[^,;]{0,60} (?:show|demonstrat|indicat|suggest|reveal|confirm|validat|verif)/iu;
/** A further idea, not how the first came out. */
const PROPOSES = /\bwe (?:\w+ )?(?:propose|introduce|design|develop)\b/iu;

/** The same papers are shown again and again: what was found in so many abstracts is kept. */
const kept = new LRUCache<string, readonly Span[]>({ max: 2_000 });

/**
 * The one or two sentences that tell an abstract best, in their order: what is proposed or shown, and how it came out. Without
 * the first, the sentence that the abstract begins with; none for a text without a sentence.
 */
export function findGist(abstract: string): readonly Span[] {
  const known = kept.get(abstract);
  if (known !== undefined) return known;
  const found = readGist(abstract);
  kept.set(abstract, found);
  return found;
}

function readGist(abstract: string): readonly Span[] {
  const sentences = sentencesOf(abstract);
  const textOf = ({ start, end }: Span) => abstract.slice(start, end);
  const idea = firstBest(sentences, (one) => weighIdea(textOf(one)));
  if (idea === undefined) {
    const first = sentences.find(({ start, end }) => end - start >= SHORTEST) ?? sentences[0];
    return first === undefined ? [] : [first];
  }
  const room = LONGEST - (idea.end - idea.start) - 1;
  const later = sentences.filter(({ start, end }) => start >= idea.end && end - start <= room);
  const result = firstBest(later.toReversed(), (one) => weighResult(textOf(one)));
  return result === undefined ? [idea] : [idea, result];
}

/** The gist as text of at most 480 characters, with an ellipsis where a sentence is longer than that. */
export function writeGist(abstract: string): string {
  const sentences = findGist(abstract).map(({ start, end }) => abstract.slice(start, end));
  return clipText(sentences.join(' '), LONGEST);
}

/** The first of those with the highest weight above 0. */
function firstBest(sentences: readonly Span[], weigh: (sentence: Span) => number): Span | undefined {
  let best: Span | undefined;
  let most = 0;
  for (const sentence of sentences) {
    const weight = weigh(sentence);
    if (weight <= most) continue;
    best = sentence;
    most = weight;
  }
  return best;
}

function weighIdea(sentence: string): number {
  if (sentence.length < SHORTEST || sentence.length > LONGEST) return 0;
  if ([AVAILABILITY, ADDS].some((pattern) => pattern.test(sentence))) return 0;
  const has = (pattern: RegExp) => (pattern.test(sentence) ? 1 : 0);
  const tells = has(BY_US) || has(IN_THIS) ? 3 : 2 * (has(PASSIVE) || has(AIM));
  const isVague = has(DANGLING) === 1 && has(NEW) === 0;
  return tells === 0 || (isVague && sentence.length < VAGUE)
    ? 0
    : tells + has(IN_THIS) + has(NEW) - has(CONTINUES) - 2 * has(TRIAL) - (isVague ? 2 : 0);
}

function weighResult(sentence: string): number {
  if (sentence.length < SHORTEST || AVAILABILITY.test(sentence)) return 0;
  const has = (pattern: RegExp) => (pattern.test(sentence) ? 1 : 0);
  return 2 * has(MEASURE) + has(OUTCOME) - has(PROPOSES);
}
