/** A history router for a handful of pages. Links are plain `<a href>`; clicks on those of this page's own origin are taken over. */

interface Here {
  path: string;
  query: URLSearchParams;
}

const read = (): Here => ({ path: location.pathname, query: new URLSearchParams(location.search) });

let here = $state.raw<Here>(read());

export const route = {
  get path(): string {
    return here.path;
  },
  get query(): URLSearchParams {
    return here.query;
  },
};

/** Goes to an address of this page; `replace` leaves no step behind for the back button. */
export function go(address: string, { replace = false, keepScroll = false } = {}): void {
  const before = location.pathname;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  here = read();
  if (!keepScroll && before !== location.pathname) scrollTo(0, 0);
}

/** Sets the query of the present page, without touching its path. */
export function setQuery(query: URLSearchParams, replace: boolean): void {
  const text = query.toString().replaceAll("%2C", ",");
  const address = location.pathname + (text ? `?${text}` : "");
  if (address !== location.pathname + location.search) go(address, { replace, keepScroll: true });
}

export function listen(): void {
  addEventListener("popstate", () => {
    here = read();
  });
  addEventListener("click", (event) => {
    const link = ownLink(event);
    if (!link) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}

function ownLink(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target || link.hasAttribute("download") || link.origin !== location.origin) return null;
  return link.pathname.startsWith("/api/") || link.getAttribute("href")?.startsWith("#") ? null : link;
}
