/** Lets arrow keys move between the buttons of cards: left and right from button to button, up and down from card to card. */
export function moveByArrows(root) {
    root.addEventListener('keydown', event => {
        const buttons = [...root.querySelectorAll('button')];
        const at = buttons.indexOf(document.activeElement);
        if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
        const card = button => button?.closest('.card');
        const next = {
            ArrowRight: () => buttons[at + 1], ArrowLeft: () => buttons[at - 1],
            ArrowDown: () => buttons.slice(at + 1).find(button => card(button) !== card(buttons[at])),
            ArrowUp: () => {
                const before = buttons.slice(0, at).reverse().find(button => card(button) !== card(buttons[at]));
                return before && (card(before)?.querySelector('button') ?? before);
            },
        }[event.key];
        if (!next) return;
        event.preventDefault();
        next()?.focus();
    });
}
