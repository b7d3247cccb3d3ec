import { Components } from './components.tsx';
import { Fields } from './form.tsx';
import { partOf, textOf } from './json.ts';
import './discord.css';

/** How Discord's payloads look. */
export const discordDrawing = {
  name: 'discord',
  Message: Components,
  Fields,
  titleOf: (form: object) => textOf(partOf(form).title),
  submitOf: () => 'Submit',
};
