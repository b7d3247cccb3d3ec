import { Blocks } from './blocks.tsx';
import { Fields } from './form.tsx';
import { partOf, wordsOf } from './json.ts';
import './slack.css';

/** How Slack's payloads look. */
export const slackDrawing = {
  name: 'slack',
  Message: Blocks,
  Fields,
  titleOf: (form: object) => wordsOf(partOf(form).title),
  submitOf: (form: object) => wordsOf(partOf(form).submit),
};
