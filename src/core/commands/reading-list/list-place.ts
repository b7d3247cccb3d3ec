import type { Option } from '../../chat/command.ts';
import { readOptions, writeOptions } from '../../chat/options.ts';
import type { Request } from '../command.ts';

/** Where in somebody's list a button is: what was typed after `/papers saved`, and the page. */
export type ListPlace = { readonly text: string; readonly page: number };

/** Not announced: only buttons of a list say it, so that the list can be shown again. */
const placeOption: Option = { name: 'list', description: 'The list to show again' };

/** Longer ones leave no room for the rest in a button of Discord's. */
const longest = 48;

/** The text of a button on a list; without the list where it is too long to be carried. */
export function writePlaced(text: string, list: string): { readonly text: string; readonly placed: boolean } {
  const placed = list.length <= longest;
  return { text: placed ? writeOptions({ text, options: { [placeOption.name]: list } }) : text, placed };
}

/** The request without the place of its button, and that place where it has one. */
export function readPlace(request: Request): { readonly request: Request; readonly place?: ListPlace } {
  const { text, options } = readOptions(request.text, [placeOption]);
  const list = options[placeOption.name];
  if (list === undefined) return { request };
  return { request: { ...request, text }, place: { text: list, page: request.line.page ?? 1 } };
}
