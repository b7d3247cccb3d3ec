import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath, openPage } from './chromium.ts';
import { startPreview } from './program.ts';

const hostile =
  'Uncertain <img src=x onerror=alert(1)> <script>alert(2)</script> *bold* [x](https://evil.example) <!channel> @everyone';

const papers = [
  ...Array.from({ length: 12 }, (_, at) => ({
    title: `Uncertainty of Ensembles, Part ${at + 1}`,
    arxivId: `2303.${String(10_000 + at)}`,
    authors: ['Ada Lovelace', 'Ben Franklin'],
    abstract: `We study the uncertainty of deep ensembles of ${at + 2} members. The error falls by ${at + 10} percent.`,
    date: `2023-03-${String(at + 10)}`,
  })),
  {
    title: hostile,
    abstract: 'A hostile uncertainty <b>indeed</b> & more: javascript:alert(3) <svg onload=alert(4)>.',
    authors: ['<i>Eve</i>'],
  },
];

const services = ['Slack', 'Discord'] as const;

const paneOf = (page: Page, service: string) => page.getByRole('region', { name: service, exact: true });

async function type(pane: Locator, text: string): Promise<void> {
  await pane.getByLabel(/^Message in/u).fill(text);
  await pane.getByRole('button', { name: 'Send' }).click();
}

const newest = (pane: Locator) => pane.getByRole('article').last();

describe.skipIf(chromiumPath === undefined)('the preview page in a browser', () => {
  it.each(services)(
    'searches, turns the page, saves, and shows the list to that person alone in %s',
    async (service) => {
      const { page, faults } = await openPage(await startPreview(papers));
      const pane = paneOf(page, service);
      await type(pane, '/paper ensembles');
      await newest(pane).getByRole('button', { name: /^Next/u }).waitFor();
      const before = await newest(pane).innerText();
      await newest(pane).getByRole('button', { name: /^Next/u }).click();
      await expect.poll(() => newest(pane).innerText()).not.toBe(before);
      expect(await pane.getByRole('article').count()).toBe(2);
      const [title = 'no title'] = /Ensembles, Part \d+/u.exec(await newest(pane).innerText()) ?? [];
      await newest(pane).getByRole('button', { name: /^Save/u }).first().click();
      await expect.poll(() => pane.innerText()).toMatch(/Saved|In your list/u);
      await type(pane, '/papers saved');
      await expect.poll(() => newest(pane).innerText()).toContain(title);
      await pane.getByRole('button', { name: 'Ben' }).click();
      // The bot's introduction is for all.
      await expect.poll(() => pane.getByRole('article').count()).toBe(1);
      expect(await newest(pane).innerText()).toContain('I bring papers to');
      await type(pane, '/papers saved');
      await pane.getByRole('article').nth(1).waitFor();
      expect(await pane.innerText()).not.toContain(title);
      expect(faults).toEqual([]);
    },
  );

  it.each(services)('saves by a reaction, which the other person sees, in %s', async (service) => {
    const { page, faults } = await openPage(await startPreview(papers));
    const pane = paneOf(page, service);
    await type(pane, '/papers share arxiv:2303.10003');
    await newest(pane).getByLabel('React', { exact: true }).click();
    await newest(pane).getByRole('button', { name: 'React with 🔖' }).click();
    await newest(pane).getByRole('button', { name: '🔖 by Ada' }).waitFor();
    await pane.getByRole('button', { name: 'Ben' }).click();
    await newest(pane).getByRole('button', { name: '🔖 by Ada' }).click();
    await newest(pane).getByRole('button', { name: '🔖 by Ada, Ben' }).waitFor();
    await type(pane, '/papers saved');
    await expect.poll(() => newest(pane).innerText()).toContain('Ensembles, Part 4');
    expect(faults).toEqual([]);
  });

  it('keeps a form with a mistake open, sets the digest up, brings it, and shows it as a mail', async () => {
    const { page, faults } = await openPage(await startPreview(papers));
    const pane = paneOf(page, 'Slack');
    await type(pane, '/digest add ensembles');
    const form = page.getByRole('dialog');
    await form.getByLabel('Time of day').fill('25:99');
    await form.locator('button[type=submit]').click();
    expect(await form.getByRole('alert').innerText()).toContain('25:99');
    await form.getByLabel('Time of day').fill('09:00');
    await form.locator('button[type=submit]').click();
    await expect.poll(() => pane.innerText()).toContain('ensembles');
    await pane.getByRole('button', { name: 'Make it 09:00' }).click();
    await pane.getByRole('button', { name: 'As a mail' }).click();
    const mail = page.getByRole('dialog');
    const shown = mail.frameLocator('iframe').locator('body');
    await shown
      .getByRole('link', { name: /Uncertainty of Ensembles, Part/u })
      .first()
      .waitFor();
    expect(await shown.innerText()).not.toContain('React');
    await mail.getByRole('button', { name: 'Dark' }).click();
    await mail.getByTitle('The mail, dark').waitFor();
    await shown
      .getByRole('link', { name: /Uncertainty of Ensembles, Part/u })
      .first()
      .waitFor();
    expect(faults).toEqual([]);
  });

  it('shows a hostile title as the text it is, and asks nobody elsewhere for anything', async () => {
    const { page, faults } = await openPage(await startPreview(papers));
    for (const service of services) {
      const pane = paneOf(page, service);
      await type(pane, '/paper hostile');
      await expect.poll(() => newest(pane).innerText()).toContain('<svg onload=alert(4)>');
      expect(await newest(pane).innerText()).toContain('<!channel> @everyone');
      expect(await newest(pane).locator('img, script, iframe, article svg [onload]').count()).toBe(0);
      for (const link of await newest(pane).getByRole('link').all())
        expect(await link.getAttribute('href')).toMatch(/^https:\/\/arxiv\.org\//u);
    }
    await page.getByLabel('Payloads').check();
    const kept = page.getByText(/✓ Keeps the documented rules/u);
    await expect.poll(() => kept.count()).toBe(4);
    expect(faults).toEqual([]);
    // What slipped through all the same would not run, nor tell anybody.
    await page.evaluate(`document.body.append(
      Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }),
      Object.assign(document.createElement('img'), { src: 'https://evil.example/picture.png' }),
    )`);
    const stopped = () => faults.filter((fault) => fault.includes('Content Security Policy'));
    await expect.poll(() => stopped().length).toBe(2);
    expect(await page.evaluate('window.ran')).toBeUndefined();
  });

  it('can be used by keyboard alone, in a narrow window, one service at a time', async () => {
    const { page, faults } = await openPage(await startPreview(papers), 420);
    const slack = paneOf(page, 'Slack');
    await slack.waitFor();
    expect(await paneOf(page, 'Discord').isVisible()).toBe(false);
    await slack.getByLabel(/^Message in/u).focus();
    await page.keyboard.type('/paper ensembles');
    await page.keyboard.press('Enter');
    await newest(slack).waitFor();
    await newest(slack).getByRole('button', { name: /^Save/u }).first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => slack.innerText()).toMatch(/Saved|In your list/u);
    const more = newest(slack).getByLabel('More').first();
    const menu = newest(slack).getByRole('button', { name: 'Abstract' }).first();
    await more.press('Enter');
    await menu.waitFor();
    await menu.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    expect(await more.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true);
    await more.press('Enter');
    await slack.getByLabel(/^Message in/u).focus();
    await menu.waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(420);
    await page.getByRole('button', { name: 'Discord', exact: true }).press('Enter');
    await paneOf(page, 'Discord').waitFor();
    expect(await slack.isVisible()).toBe(false);
    expect(faults).toEqual([]);
  });

  it('draws the card of a paper inside the message that links to it, for the other to save', async () => {
    const { page, faults } = await openPage(await startPreview(papers));
    const pane = paneOf(page, 'Slack');
    await type(pane, 'Look: https://arxiv.org/abs/2303.10003!');
    const posted = pane.getByRole('article', { name: 'Message of Ada' });
    await expect.poll(() => posted.innerText()).toContain('Uncertainty of Ensembles, Part 4');
    const link = posted.getByRole('link', { name: /arxiv/u });
    expect(await link.getAttribute('href')).toBe('https://arxiv.org/abs/2303.10003');
    await pane.getByRole('button', { name: 'Ben', exact: true }).click();
    await posted.getByRole('button', { name: /^Save/u }).click();
    await expect.poll(() => newest(pane).innerText()).toMatch(/Only visible to you.*Saved/su);
    expect(faults).toEqual([]);
  });

  it("opens Slack's home tab, and takes presses there", async () => {
    const { page, faults } = await openPage(await startPreview(papers));
    const pane = paneOf(page, 'Slack');
    await pane.getByRole('button', { name: 'Home' }).click();
    await pane.locator('.messages .button').first().waitFor();
    const before = await pane.locator('.messages').innerText();
    await pane.locator('.messages').getByRole('button', { name: /^Help/u }).first().click();
    await expect.poll(() => pane.locator('.messages').innerText()).not.toBe(before);
    expect(faults).toEqual([]);
  });
});
