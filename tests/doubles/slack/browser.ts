/** A page as it was answered, after all redirects that the browser followed. */
export type Page = {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
};

/** A person's browser: follows redirects, keeps cookies by host, and runs no scripts. */
export type Browser = {
  visit(url: string): Promise<Page>;
  /** Hands in a form. */
  submits(url: string, fields: { readonly [name: string]: string }): Promise<Page>;
  /** Where a visit is sent on to, not followed; '' where it is not. */
  asks(url: string): Promise<string>;
  /** The value of a cookie; undefined where there is none. */
  cookie(url: string, name: string): string | undefined;
};

/** So many redirects a browser follows at most. */
const REDIRECTS = 20;

/** `hosts` tells where an origin is to be found at each request, as a balancer before several processes does. */
export function createBrowser(hosts: { readonly [origin: string]: () => string } = {}): Browser {
  const jars = new Map<string, Map<string, string>>();
  const locate = (url: string) => {
    const { origin } = new URL(url);
    return url.replace(origin, hosts[origin]?.() ?? origin);
  };

  function jarOf(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    return jar;
  }

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const jar = jarOf(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(locate(url), {
      redirect: 'manual',
      ...init,
      headers: { ...init.headers, ...(cookie !== '' && { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      const isGone = attributes.some((one) => /^\s*(max-age=0|expires=.*1970)/i.test(one));
      if (isGone) jar.delete(name.trim());
      else jar.set(name.trim(), value.join('=').trim());
    }
    return response;
  }

  async function follow(url: string, init?: RequestInit): Promise<Page> {
    let [at, response] = [url, await request(url, init)];
    for (let hop = 0; hop < REDIRECTS; hop += 1) {
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) break;
      await response.arrayBuffer();
      at = new URL(location, at).href;
      response = await request(at);
    }
    return { url: at, status: response.status, text: await response.text(), headers: response.headers };
  }

  return {
    visit: (url) => follow(url),
    submits: (url, fields) => follow(url, { method: 'POST', body: new URLSearchParams(fields) }),
    async asks(url) {
      const response = await request(url);
      await response.arrayBuffer();
      return response.headers.get('location') ?? '';
    },
    cookie: (url, name) => jarOf(url).get(name),
  };
}
