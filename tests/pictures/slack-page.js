import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Message } from 'slack-blocks-to-jsx';
import 'slack-blocks-to-jsx/dist/style.css';

const { messages, logo, users } = JSON.parse(document.getElementById('messages').textContent);
const draw = ({ blocks, time, onlyFor, reactions }) =>
  createElement(
    'div',
    { className: onlyFor ? 'message private' : 'message' },
    onlyFor && createElement('div', { className: 'only' }, '👁 Only visible to you'),
    createElement(Message, {
      blocks,
      logo,
      name: 'Paperboy',
      time: new Date(time),
      theme: 'light',
      data: { users },
    }),
    reactions.map(([emoji, count]) =>
      createElement(
        'span',
        { className: 'reaction', key: emoji },
        `${emoji} `,
        createElement('b', {}, count),
      ),
    ),
  );
createRoot(document.getElementById('page')).render(
  messages.map((message) => createElement('div', { key: message.ts }, draw(message))),
);
