const svgSpace = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === undefined || value === null || value === false) continue;
        if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
        else node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.flat().filter(child => child !== undefined && child !== null && child !== false));
    return node;
}

/** An element of HTML. A name that starts with `on` is a listener; a text child stays text, whatever it holds. */
export function element(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

/** The same of SVG. */
export function drawing(tag, attributes = {}, ...children) {
    return fill(document.createElementNS(svgSpace, tag), attributes, children);
}

/** Replaces the children of `parent` and leaves the keyboard where it was: the focus goes to the new element of the same `data-key`. */
export function replace(parent, ...children) {
    withFocus(parent, () => parent.replaceChildren(...children.flat().filter(child => child)));
}

/** Changes what is in `parent`; where that takes away the element with the focus, the new one of the same `data-key` gets it. */
export function withFocus(parent, change) {
    const focused = parent.contains(document.activeElement) ? document.activeElement : undefined;
    change();
    const key = focused?.dataset.key;
    if (key === undefined || parent.contains(focused)) return;
    const same = [...parent.querySelectorAll('[data-key]')].find(node => node.dataset.key === key);
    (same ?? parent.querySelector('button:not([disabled])') ?? parent.closest('[tabindex]'))?.focus({ preventScroll: true });
}

/**
 * Gives `parent` the wanted children, each `[key, make]`, in their order. A child of the same key as before stays, and is not laid out again.
 * `kept` is the answer of the call before.
 */
export function keep(parent, kept, wanted) {
    const next = new Map(wanted.map(([key, make]) => [key, kept.get(key) ?? make()]));
    for (const [key, node] of kept) if (!next.has(key)) node.remove();
    let place = parent.firstChild;
    for (const node of next.values()) {
        if (node === place) place = place.nextSibling; else parent.insertBefore(node, place);
    }
    return next;
}

const styles = new Map();

/** Loads a style sheet, once. */
export function loadStyle(href) {
    if (!styles.has(href)) styles.set(href, new Promise((resolve, reject) => {
        document.head.append(element('link', { rel: 'stylesheet', href, onload: resolve, onerror: () => reject(new Error(`The page cannot load ${href}.`)) }));
    }));
    return styles.get(href);
}
