import { useEffect, useRef, useState } from 'preact/hooks';
import { addressOfMail } from './client.ts';

/** The mail that a digest would be, to somebody whose system is light or dark. */
export function MailDialog({ message, close }: { readonly message: string; readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [scheme, setScheme] = useState<'light' | 'dark'>('light');
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="mail" aria-label="The digest as a mail" onClose={close}>
      <div class="ends">
        {(['light', 'dark'] as const).map((one) => (
          <button type="button" key={one} aria-pressed={scheme === one} onClick={() => setScheme(one)}>
            {one === 'light' ? 'Light' : 'Dark'}
          </button>
        ))}
        <span class="spring" />
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      <iframe title={`The mail, ${scheme}`} src={addressOfMail(message, scheme)} />
    </dialog>
  );
}
