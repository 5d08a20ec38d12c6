//! The few kinds of Rust expression that the steps between versions need, and where prettyplease breaks each of them.

use super::layout::{Break, Doc, INDENT, comma_separated, list};

/// Wider than any line: a break that always breaks.
const HARD: usize = 0xffff;
/// A struct literal wider than this has a field on each line.
const NARROW: isize = 34;

/// An expression.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    /// A name, a path or a literal.
    Atom(String),
    /// `value.field`.
    Field(Box<Expr>, String),
    /// `function(arguments)`; the function is a path.
    Call(String, Vec<Expr>),
    /// `value.method(arguments)`.
    Method(Box<Expr>, &'static str, Vec<Expr>),
    /// `value.collect::<Result<_, E>>()?`, with the names of `Result` and `E`.
    CollectResult(Box<Expr>, String, String),
    /// `|parameter| body`.
    Closure(Option<Pattern>, Box<Expr>),
    /// `Path { field: value }`; a field without a value is named like the variable it takes.
    Struct(String, Vec<(String, Option<Expr>)>),
    /// `match value { pattern => body, }`.
    Match(Box<Expr>, Vec<(Pattern, Expr)>),
    /// `value?`.
    Try(Box<Expr>),
    /// `&value`.
    Reference(Box<Expr>),
    /// `*value`.
    Deref(Box<Expr>),
    /// A macro call, laid out already.
    Printed(Vec<Doc>),
    /// `(first, second)`.
    Tuple(Vec<Expr>),
    /// `{ lines }`, only as the result of an arm; each line ends itself.
    Block(Vec<Vec<Doc>>),
}

/// A pattern.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// A name or a path.
    Atom(String),
    /// `(first, second)`.
    Pair(&'static str, &'static str),
    /// `Path(name)`.
    Tuple(String, String),
    /// `Path { field, field }`; each field with the variable that it is bound to, and whether others are left out.
    Struct(String, Vec<(String, String)>, bool),
}

impl Expr {
    /// A name, a path or a literal.
    pub(super) fn atom(text: impl Into<String>) -> Self {
        Expr::Atom(text.into())
    }

    /// `self.name`.
    pub(super) fn field(self, name: impl Into<String>) -> Self {
        Expr::Field(Box::new(self), name.into())
    }

    /// `function(self)`.
    pub(super) fn into_call(self, function: impl Into<String>) -> Self {
        Expr::Call(function.into(), vec![self])
    }

    /// `self.name(arguments)`.
    pub(super) fn method(self, name: &'static str, arguments: Vec<Expr>) -> Self {
        Expr::Method(Box::new(self), name, arguments)
    }

    /// `self?`.
    pub(super) fn tried(self) -> Self {
        Expr::Try(Box::new(self))
    }

    /// As the last thing in a block: `beginning_of_line` in prettyplease's words.
    pub(super) fn tail(&self) -> Vec<Doc> {
        let mut parts = Vec::new();
        print_first(self, true, &mut parts);
        vec![Doc::inconsistent(0, parts)]
    }

    /// As a statement.
    pub(super) fn statement(&self) -> Vec<Doc> {
        let mut parts = Vec::new();
        print_first(self, true, &mut parts);
        parts.push(Doc::text(";"));
        vec![Doc::inconsistent(0, parts)]
    }

    /// `let name = self;`
    pub(super) fn bound_to(&self, name: &str) -> Vec<Doc> {
        let mut parts = vec![Doc::text(format!("let {name} = ")), Doc::never()];
        print(self, &mut parts);
        vec![Doc::inconsistent(0, parts), Doc::text(";")]
    }

    /// Anywhere within a line.
    pub(super) fn docs(&self) -> Vec<Doc> {
        let mut parts = Vec::new();
        print(self, &mut parts);
        parts
    }

    fn is_short_name(&self) -> bool {
        matches!(self, Expr::Atom(text) if text.len() <= 4
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'#'))
            && !text.starts_with(|first: char| first.is_ascii_digit()))
    }

    fn is_block_like(&self) -> bool {
        matches!(self, Expr::Closure(..) | Expr::Struct(..) | Expr::Tuple(_))
    }
}

fn print(expr: &Expr, out: &mut Vec<Doc>) {
    print_first(expr, false, out);
}

/// Prints an expression; `first` says that it is the first on its line.
fn print_first(expr: &Expr, first: bool, out: &mut Vec<Doc>) {
    match expr {
        Expr::Atom(text) => out.push(Doc::text(text.clone())),
        Expr::Field(..) | Expr::CollectResult(..) => out.push(Doc::consistent(INDENT, chain(expr, first, false))),
        Expr::Method(receiver, ..) => {
            let unindent = first && receiver.is_short_name();
            out.push(Doc::consistent(INDENT, chain(expr, first, unindent)));
        }
        Expr::Call(function, arguments) => {
            out.push(Doc::text(function.clone()));
            print_arguments(arguments, out);
        }
        Expr::Closure(parameter, body) => out.push(closure(parameter.as_ref(), body)),
        Expr::Struct(path, fields) => print_struct(path, fields, out),
        Expr::Match(value, arms) => out.push(match_on(value, arms)),
        Expr::Try(inner) => {
            print_first(inner, first, out);
            out.push(Doc::text("?"));
        }
        Expr::Reference(inner) => {
            out.push(Doc::text("&"));
            print(inner, out);
        }
        Expr::Deref(inner) => {
            out.push(Doc::text("*"));
            print(inner, out);
        }
        Expr::Printed(docs) => out.extend(docs.iter().cloned()),
        Expr::Tuple(items) => out.extend(list("(", items.iter().map(|item| Doc::consistent(0, item.docs())), ")")),
        Expr::Block(lines) => {
            out.push(Doc::text("{"));
            out.push(Doc::never());
            let mut body = Vec::new();
            for (index, line) in lines.iter().enumerate() {
                body.push(Doc::Break(Break { blank: HARD, ..Break::default() }));
                body.extend(line.iter().cloned());
                if index + 1 == lines.len() {
                    body.push(Doc::Break(Break { blank: HARD, offset: -INDENT, ..Break::default() }));
                }
            }
            out.push(Doc::consistent(INDENT, body));
            out.push(Doc::text("}"));
        }
    }
}

/// A chain of fields and method calls, which breaks before each dot or nowhere.
fn chain(expr: &Expr, first: bool, unindent: bool) -> Vec<Doc> {
    let mut out = Vec::new();
    print_prefix(expr, first, unindent, &mut out);
    out
}

fn print_prefix(expr: &Expr, first: bool, unindent: bool, out: &mut Vec<Doc>) {
    let dot = |receiver: &Expr, out: &mut Vec<Doc>| {
        print_prefix(receiver, first, false, out);
        if !(first && receiver.is_short_name()) {
            out.push(Doc::zero());
        }
    };
    match expr {
        Expr::Field(base, name) => {
            dot(base, out);
            out.push(Doc::text(format!(".{name}")));
        }
        Expr::Method(receiver, name, arguments) => {
            dot(receiver, out);
            out.push(Doc::text(format!(".{name}")));
            let mut call = Vec::new();
            print_arguments(arguments, &mut call);
            out.push(Doc::consistent(if unindent { -INDENT } else { 0 }, call));
        }
        Expr::CollectResult(receiver, result, error) => {
            dot(receiver, out);
            out.push(Doc::text(".collect::"));
            let mut result = vec![Doc::text(result.clone())];
            result.extend(list("<", [Doc::text("_"), Doc::text(error.clone())], ">"));
            out.extend(list("<", [Doc::consistent(0, result)], ">"));
            out.push(Doc::consistent(0, vec![Doc::text("()")]));
        }
        Expr::Call(function, arguments) => {
            out.push(Doc::consistent(-INDENT, vec![Doc::text(function.clone())]));
            print_arguments(arguments, out);
        }
        Expr::Try(inner) => {
            print_prefix(inner, first, false, out);
            out.push(Doc::text("?"));
        }
        Expr::Reference(_) | Expr::Deref(_) => {
            out.push(Doc::text("("));
            let mut inner = Vec::new();
            print(expr, &mut inner);
            out.push(Doc::consistent(-INDENT, inner));
            out.push(Doc::text(")"));
        }
        Expr::Atom(_)
        | Expr::Closure(..)
        | Expr::Struct(..)
        | Expr::Match(..)
        | Expr::Tuple(_)
        | Expr::Block(_)
        | Expr::Printed(_) => {
            let mut inner = Vec::new();
            print(expr, &mut inner);
            out.push(Doc::consistent(-INDENT, inner));
        }
    }
}

fn print_arguments(arguments: &[Expr], out: &mut Vec<Doc>) {
    match arguments {
        [single] if single.is_block_like() => {
            out.push(Doc::text("("));
            print(single, out);
            out.push(Doc::text(")"));
        }
        _ => out.extend(list("(", arguments.iter().map(|argument| Doc::consistent(0, argument.docs())), ")")),
    }
}

fn closure(parameter: Option<&Pattern>, body: &Expr) -> Doc {
    let mut head = vec![Doc::text("|")];
    if let Some(parameter) = parameter {
        head.push(Doc::zero());
        print_pattern(parameter, &mut head);
    }
    head.push(Doc::text("|"));
    head.push(Doc::Break(Break { blank: 1, offset: -INDENT, ..Break::default() }));
    let mut parts = vec![Doc::consistent(INDENT, head), Doc::never()];
    if body.is_block_like() || matches!(body, Expr::Match(..) | Expr::Call(..)) {
        print(body, &mut parts);
    } else {
        let mut inner = vec![Doc::Break(Break { before: "{", ..Break::default() })];
        print(body, &mut inner);
        inner.push(Doc::Break(Break { offset: -INDENT, after: "}", ..Break::default() }));
        parts.push(Doc::consistent(INDENT, inner));
    }
    Doc::inconsistent(0, parts)
}

fn print_struct(path: &str, fields: &[(String, Option<Expr>)], out: &mut Vec<Doc>) {
    let fields = fields.iter().map(|(name, value)| {
        let mut parts = vec![Doc::text(name.clone())];
        if let Some(value) = value {
            parts.push(Doc::text(": "));
            parts.push(Doc::inconsistent(0, value.docs()));
        }
        parts
    });
    out.push(Doc::narrow(INDENT, NARROW, braced(path, fields, None)));
    out.push(Doc::text("}"));
}

/// `Path { first, second` with the breaks of a struct in a pattern or an expression, without the closing brace.
fn braced(path: &str, fields: impl Iterator<Item = Vec<Doc>>, rest: Option<&'static str>) -> Vec<Doc> {
    let mut parts = vec![Doc::text(path.to_owned()), Doc::text(" {")];
    let mut fields = fields.peekable();
    if fields.peek().is_none() && rest.is_none() {
        return parts;
    }
    parts.push(Doc::space());
    while let Some(field) = fields.next() {
        parts.extend(field);
        if fields.peek().is_some() || rest.is_some() {
            parts.push(Doc::text(","));
            parts.push(Doc::space());
        }
    }
    let last = Break { blank: 1, offset: -INDENT, ..Break::default() };
    match rest {
        Some(rest) => parts.extend([Doc::text(rest), Doc::Break(last)]),
        None => parts.push(Doc::Break(Break { before: ",", ..last })),
    }
    parts
}

fn match_on(value: &Expr, arms: &[(Pattern, Expr)]) -> Doc {
    let mut condition = Vec::new();
    print(value, &mut condition);
    condition.push(if matches!(value, Expr::Field(..) | Expr::Method(..)) { Doc::space() } else { Doc::text(" ") });
    let mut body = Vec::new();
    for (index, (pattern, result)) in arms.iter().enumerate() {
        body.push(Doc::Break(Break { blank: HARD, ..Break::default() }));
        body.push(arm(pattern, result));
        if index + 1 == arms.len() {
            body.push(Doc::Break(Break { blank: HARD, offset: -INDENT, ..Break::default() }));
        }
    }
    Doc::inconsistent(
        0,
        vec![
            Doc::text("match "),
            Doc::consistent(0, condition),
            Doc::text("{"),
            Doc::never(),
            Doc::consistent(INDENT, body),
            Doc::text("}"),
        ],
    )
}

fn arm(pattern: &Pattern, result: &Expr) -> Doc {
    let mut parts = Vec::new();
    print_pattern(pattern, &mut parts);
    parts.push(Doc::text(" => "));
    if let Expr::Block(_) = result {
        print(result, &mut parts);
        return Doc::inconsistent(0, parts);
    }
    parts.push(Doc::never());
    let mut body = vec![Doc::Break(Break { before: "{", ..Break::default() })];
    print_first(result, true, &mut body);
    let comma = if matches!(result, Expr::Match(..)) { "" } else { "," };
    body.push(Doc::Break(Break { offset: -INDENT, after: "}", flat: comma, ..Break::default() }));
    parts.push(Doc::consistent(INDENT, body));
    Doc::inconsistent(0, parts)
}

fn print_pattern(pattern: &Pattern, out: &mut Vec<Doc>) {
    match pattern {
        Pattern::Atom(text) => out.push(Doc::text(text.clone())),
        Pattern::Pair(first, second) => out.extend(list("(", [Doc::text(*first), Doc::text(*second)], ")")),
        Pattern::Tuple(path, name) => {
            out.push(Doc::text(path.clone()));
            out.extend(list("(", [Doc::text(name.clone())], ")"));
        }
        Pattern::Struct(path, fields, others) => {
            let fields = fields.iter().map(|(field, variable)| {
                let text = if field == variable { field.clone() } else { format!("{field}: {variable}") };
                vec![Doc::text(text)]
            });
            out.push(Doc::consistent(INDENT, braced(path, fields, others.then_some(".."))));
            out.push(Doc::text("}"));
        }
    }
}

/// `name!(first, second)`, a macro whose arguments prettyplease takes for tokens.
pub(super) fn macro_call(name: &str, arguments: Vec<String>) -> Doc {
    let mut parts = Vec::new();
    for (index, argument) in arguments.into_iter().enumerate() {
        if index > 0 {
            parts.push(Doc::text(","));
            parts.push(Doc::space());
        }
        parts.push(Doc::text(argument));
    }
    let inner = Doc::inconsistent(0, parts);
    Doc::consistent(0, vec![Doc::text(format!("{name}!(")), comma_separated([inner], Break::default()), Doc::text(")")])
}
