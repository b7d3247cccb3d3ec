import { useEffect, useState } from 'preact/hooks';
import type { CardFile } from '../../../core/chat/card.ts';
import type { Drawing } from '../../../core/chat/preview/page/drawing.ts';
import type { BoardMessage } from '../board.ts';
import type { ActAnswer } from '../receive/acts.ts';
import { perform } from './client.ts';
import { Logo } from './logo.tsx';
import { MailDialog } from './mail-dialog.tsx';
import { Payload } from './payload.tsx';
import { Reactions } from './reactions.tsx';
import { Said } from './said.tsx';

type ContentProps = {
  readonly message: BoardMessage;
  readonly drawing: Drawing;
  readonly service: string;
  readonly person: string;
  readonly showsPayloads: boolean;
  readonly take: (answer: ActAnswer) => void;
};

export type MessageProps = ContentProps & {
  /** The cards of the papers whose links are in it. */
  readonly linked: readonly BoardMessage[];
  readonly nameOf: (person: string) => string;
};

/** A message of the bot or of a person, with its reactions. */
export function Message({ linked, nameOf, ...shown }: MessageProps) {
  const { message, drawing, service, person, take } = shown;
  const { id, author, payload, onlyFor, files, at, text } = message;
  const [isMailOpen, setMailOpen] = useState(false);
  const who = { service, person, message: id };
  const name = author === undefined ? 'Paperboy' : nameOf(author);
  return (
    <article class={onlyFor === undefined ? '' : 'private'} aria-label={`Message of ${name}`}>
      <span class={`avatar ${author === undefined ? 'bot' : ''}`} aria-hidden="true">
        {author === undefined ? <Logo /> : name.slice(0, 1)}
      </span>
      <div class="body">
        <p class="by">
          <strong>{name}</strong>
          {author === undefined && <span class="app">APP</span>}
          <time dateTime={at}>
            {new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}
          </time>
          {onlyFor !== undefined && <span>{drawing.privately}</span>}
        </p>
        {text !== undefined && <Said text={text} />}
        <Content {...shown} />
        {linked.map((card) => (
          <div class="linked" key={card.id}>
            <Content {...shown} message={card} />
          </div>
        ))}
        {files.map((file) => (
          <Download key={file.name} file={file} />
        ))}
        {onlyFor === undefined && payload !== undefined && (
          <div class="below">
            <Reactions
              given={message.reactions}
              {...{ person, nameOf }}
              react={(emoji, added) => void perform('react', { ...who, emoji, added }).then(take)}
            />
            {message.isDigest && (
              <button type="button" class="as-mail" onClick={() => setMailOpen(true)}>
                As a mail
              </button>
            )}
          </div>
        )}
        {isMailOpen && <MailDialog message={id} close={() => setMailOpen(false)} />}
      </div>
    </article>
  );
}

/** What the service would get of a message, drawn; nothing of a person's. */
function Content({ message, drawing, service, person, showsPayloads, take }: ContentProps) {
  const { id, payload } = message;
  const who = { service, person };
  if (payload === undefined) return null;
  return (
    <>
      <drawing.Message
        payload={payload}
        act={(control, chosen) =>
          void perform('press', {
            ...who,
            message: id,
            control,
            ...(chosen !== undefined && { chosen }),
          }).then(take)
        }
      />
      {showsPayloads && <Payload kind="message" {...{ who, id, payload }} />}
    </>
  );
}

/** A file that the service would show beside the message. */
function Download({ file }: { readonly file: CardFile }) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([file.content], { type: file.type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <a class="download" href={address} download={file.name}>
      📄 {file.name}
    </a>
  );
}
