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
    const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    parent.replaceChildren(...children.flat().filter(child => child));
    if (focused === undefined) return;
    const same = [...parent.querySelectorAll('[data-key]')].find(node => node.dataset.key === focused);
    (same ?? parent.querySelector('button:not([disabled])') ?? parent.closest('[tabindex]'))?.focus({ preventScroll: true });
}

const styles = new Map();

/** Loads a style sheet, once. */
export function loadStyle(href) {
    if (!styles.has(href)) styles.set(href, new Promise((resolve, reject) => {
        document.head.append(element('link', { rel: 'stylesheet', href, onload: resolve, onerror: () => reject(new Error(`The page cannot load ${href}.`)) }));
    }));
    return styles.get(href);
}
