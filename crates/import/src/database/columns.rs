//! The columns of a table, as the statement that made it names them.

/// More columns than a table can have.
const MOST: usize = 2000;
/// Words that begin a rule for the whole table.
const RULES: [&str; 5] = ["constraint", "primary", "unique", "check", "foreign"];

/// The names of the columns, and which of them is the number of the row.
pub(super) fn read(sql: &str) -> (Vec<String>, Option<usize>) {
    let mut columns = Vec::new();
    let mut key = None;
    for definition in definitions(sql) {
        let (name, rest) = named(definition.trim());
        if name.is_empty() || RULES.contains(&name.to_lowercase().as_str()) {
            continue;
        }
        let rest = rest.to_lowercase();
        if rest
            .split_whitespace()
            .take(3)
            .eq(["integer", "primary", "key"])
        {
            key = Some(columns.len());
        }
        columns.push(name.to_owned());
    }
    (columns, key)
}

/// The parts between the outermost brackets, parted by the commas that are in no others and in no quotes.
fn definitions(sql: &str) -> Vec<&str> {
    let Some(open) = sql.find('(') else {
        return Vec::new();
    };
    let body = &sql[open + 1..];
    let mut parts = Vec::new();
    let mut quote = None;
    let (mut depth, mut from) = (0_usize, 0);
    for (at, c) in body.char_indices() {
        match (quote, c) {
            (Some(end), _) => quote = quote.filter(|_| c != end),
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '[') => quote = Some(']'),
            (None, '(') => depth += 1,
            (None, ')') if depth == 0 => {
                parts.push(&body[from..at]);
                return parts;
            }
            (None, ')') => depth -= 1,
            (None, ',') if depth == 0 && MOST <= parts.len() => return parts,
            (None, ',') if depth == 0 => {
                parts.push(&body[from..at]);
                from = at + 1;
            }
            (None, _) => {}
        }
    }
    parts
}

/// A name, perhaps in quotes, and what stands behind it.
fn named(definition: &str) -> (&str, &str) {
    let end = match definition.chars().next() {
        Some(quote @ ('"' | '`' | '\'')) => quote,
        Some('[') => ']',
        _ => {
            let end = definition.find(|c: char| c.is_whitespace() || c == '(');
            return definition.split_at(end.unwrap_or(definition.len()));
        }
    };
    let inner = &definition[1..];
    inner.split_once(end).unwrap_or((inner, ""))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn names_are_read_past_types_and_rules() {
        let sql = "CREATE TABLE t(row_id INTEGER PRIMARY KEY AUTOINCREMENT, \"a,b\" text default '(,', [c d] decimal(5, 2),\n\
                   e, foreign key(e) references f(g), unique (c, e), `h` integer)";
        let (columns, key) = read(sql);
        assert_eq!(columns, ["row_id", "a,b", "c d", "e", "h"]);
        assert_eq!(key, Some(0));
        assert_eq!(read("CREATE TABLE t(a, b"), (vec!["a".to_owned()], None));
        assert_eq!(read(""), (Vec::new(), None));
    }
}
