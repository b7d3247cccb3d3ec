import type { ViewStateValue } from '@slack/bolt';
import type { HomeMeans, Preview, PreviewHome } from '../../../core/chat/preview/preview.ts';
import { cleanLine } from '../../../core/text/clean-text.ts';
import { clipText } from '../../../core/text/clip-text.ts';
import { createHome } from '../home.ts';
import { LIMITS } from '../limits.ts';
import { readRecord } from '../receive/json.ts';
import { readButtonValue } from '../render/button-value.ts';
import { changeEndnote } from '../render/endnote.ts';
import { blockOf, FIELD, fieldsOf, readAnswers, readFormContext, renderForm } from '../render/form-modal.ts';
import { readSection } from '../render/home.ts';
import { renderCard } from '../render/render.ts';
import { renderSearchModal } from '../render/search-modal.ts';
import { renderUnfurls } from '../render/unfurl.ts';
import { findBlockOf, listControls } from './controls.ts';
import { findFaults } from './faults.ts';
import { findLinks } from './links.ts';

/** Slack's messages, forms and home tab without Slack. */
export const slackPreview: Preview = {
  name: 'slack',
  title: 'Slack',

  drawMessages: (cards) =>
    cards.flatMap((card) => {
      const files = card.file === undefined ? [] : [card.file];
      return renderCard(card).map(({ text, blocks, papers }, at) => ({
        payload: { text, blocks },
        files: at === 0 ? files : [],
        papers,
      }));
    }),

  readPress(payload, id, chosen) {
    const control = listControls(payload).find(({ action_id }) => action_id === id);
    if (control === undefined) return undefined;
    return readButtonValue(chosen ?? String(control.value ?? ''), findBlockOf(payload, id));
  },

  changeEndnote(payload, id, endnote) {
    const { blocks, ...rest } = readRecord(payload);
    const changed = changeEndnote(Array.isArray(blocks) ? blocks : [], findBlockOf(payload, id), endnote);
    return changed && { ...rest, blocks: changed };
  },

  threadsReplies: true,

  drawForm: (form, line) => renderForm(form, { line, place: { channel: 'preview' } }),

  drawSearch: ({ name, description, argument }) =>
    renderSearchModal({ command: name, channel: 'preview' }, description, argument?.description ?? ''),

  readAnswers(form, texts) {
    const context = readFormContext(String(readRecord(form).private_metadata ?? ''));
    const values = Object.fromEntries(
      Object.entries(texts).map(([id, text]) => [id, { [id]: { type: 'plain_text_input', value: text } }]),
    ) satisfies Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;
    return readAnswers(values, context ?? { filled: [] });
  },

  placeProblems: (form) =>
    Object.fromEntries(
      fieldsOf(form).flatMap(({ name, problem }) =>
        problem === undefined ? [] : [[blockOf(name), clipText(cleanLine(problem), LIMITS.problem)]],
      ),
    ),

  fieldOf: (control) => control.replace(FIELD, ''),

  links: { find: findLinks, draw: (cards) => Object.values(renderUnfurls(cards)) },

  openHome,
  findFaults,
};

function openHome({ bot, memberOf, directOf, publish, answer }: HomeMeans): PreviewHome {
  const home = createHome({
    bot,
    async publish({ id }, view) {
      publish(id, view);
      return {};
    },
    openDirect: async ({ id }) => directOf(id),
    answer: ({ id }, _, cards) => answer(id, cards),
  });
  const seen = new Set<string>();
  return {
    show(user) {
      const isFirst = !seen.has(user);
      seen.add(user);
      return home.show(memberOf(user), { direct: directOf(user), lines: {} }, isFirst);
    },
    press: (user, payload, id, press, { memberName }) =>
      home.press(memberOf(user), readSection(findBlockOf(payload, id)), press, memberName),
    close: home.close,
  };
}
