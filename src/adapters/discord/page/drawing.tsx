import { partOf, stringOf } from '../../../core/chat/preview/json.ts';
import type { Drawing } from '../../../core/chat/preview/page/drawing.ts';
import { Components } from './components.tsx';
import { Fields } from './form.tsx';
import './discord.css';

/** How Discord's payloads look. */
export const discordDrawing: Drawing = {
  name: 'discord',
  privately: 'Only you can see this',
  Message: Components,
  Fields,
  titleOf: (form: object) => stringOf(partOf(form).title),
  submitOf: () => 'Submit',
};
