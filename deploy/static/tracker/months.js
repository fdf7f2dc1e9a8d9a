// The table of months: a column or block pasted from a spreadsheet fills the boxes from where it is pasted, Enter and
// the arrow keys move up and down, and under each series stands what its months come to.
(() => {
    const boxOf = (cell) => cell && cell.querySelector("input[type=text]");

    const read = (words) => {
        const text = words.replace(/[£,\s]/g, "").toLowerCase();
        const found = /^(\(|-)?(\d+(?:\.\d+)?)(k|m)?\)?$/.exec(text);
        if (!found) return null;
        const size = Number(found[2]) * (found[3] === "m" ? 1e6 : found[3] === "k" ? 1e3 : 1);
        return found[1] ? -size : size;
    };

    const shown = (pounds) => {
        const pence = Number.isInteger(Math.round(pounds * 100) / 100) ? 0 : 2;
        const size = Math.abs(pounds).toLocaleString("en-GB", { minimumFractionDigits: pence, maximumFractionDigits: pence });
        return `${pounds < 0 ? "-" : ""}£${size}`;
    };

    const sumUp = (table) => {
        for (const output of table.querySelectorAll("[data-sum]")) {
            const cells = [...table.querySelectorAll(`tbody [data-series=${output.dataset.sum}]`)];
            const typed = cells.map((cell) => (boxOf(cell) ? boxOf(cell).value : cell.textContent).trim());
            const known = typed.map(read).filter((amount) => amount !== null);
            const sum = shown(known.reduce((total, amount) => total + amount, 0));
            const words = known.length === 12 ? sum : known.length ? `${sum} in ${known.length} of 12` : "not known";
            if (output.textContent !== words) output.textContent = words;
        }
    };

    const fill = (cell, words) => {
        const rows = words.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
        const lines = [...cell.closest("tbody").rows];
        const top = lines.indexOf(cell.parentElement);
        for (const [down, line] of rows.entries()) {
            for (const [right, amount] of line.entries()) {
                const row = lines[top + down];
                const target = row && row.cells[cell.cellIndex + right];
                const box = target && target.dataset.series ? boxOf(target) : null;
                if (!box) continue;
                box.value = amount.trim();
                box.dispatchEvent(new Event("input", { bubbles: true }));
                box.dispatchEvent(new Event("change", { bubbles: true }));
            }
        }
    };

    document.addEventListener("DOMContentLoaded", () => {
        const table = document.querySelector("[data-months]");
        if (!table) return;
        sumUp(table);
        table.addEventListener("input", () => sumUp(table));
        table.addEventListener("paste", (event) => {
            const cell = event.target.closest("tbody td");
            const words = event.clipboardData.getData("text/plain");
            if (!cell || !/[\n\t]/.test(words.trim())) return;
            event.preventDefault();
            fill(cell, words);
        });
        table.addEventListener("keydown", (event) => {
            const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
            const cell = event.target.closest("td");
            if (!step || !cell || event.ctrlKey || event.metaKey || event.altKey) return;
            event.preventDefault();
            const rows = [...table.querySelectorAll("tbody tr, tfoot tr")];
            for (let at = rows.indexOf(cell.parentElement) + step; rows[at]; at += step) {
                const box = boxOf(rows[at].cells[cell.cellIndex]);
                if (box) {
                    box.focus();
                    box.select();
                    return;
                }
            }
        });
    });
})();
