import { element } from './element.js';

/** Two buttons: how many peers stand to the left of a pane and to its right, by their names; `scroll(by)` brings them into sight. */
export function showSides(root, outside, scroll) {
    if (!root.children.length) root.append(...[-1, 1].map(by => element('button', { type: 'button', onclick: () => scroll(by) })));
    [...root.children].forEach((button, side) => {
        const names = outside[side], words = side ? `${names.length} ▶` : `◀ ${names.length}`;
        button.disabled = !names.length;
        if (button.textContent !== words) button.textContent = words;
        button.title = `${names.length} more: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ' …' : ''}`;
        button.setAttribute('aria-label', `Peers to the ${side ? 'right' : 'left'}, ${button.title}`);
    });
}
