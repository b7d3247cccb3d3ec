import { partOf } from '../../../core/chat/preview/json.ts';
import type { Drawing } from '../../../core/chat/preview/page/drawing.ts';
import { Blocks } from './blocks.tsx';
import { Fields } from './form.tsx';
import { wordsOf } from './words.ts';
import './slack.css';

/** How Slack's payloads look. */
export const slackDrawing: Drawing = {
  name: 'slack',
  privately: 'Only visible to you',
  Message: Blocks,
  Fields,
  titleOf: (form: object) => wordsOf(partOf(form).title),
  submitOf: (form: object) => wordsOf(partOf(form).submit),
};
