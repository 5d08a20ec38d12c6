//! Unions and their variants.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::model::{NoneForm, Union, UnionBody, Variant};
use crate::naming::variant_name;
use crate::rules;
use crate::source::Place;
use crate::written::{WrittenBody, WrittenDefinition, WrittenVersioned, of_version, shortened};

use super::body::{note, placeholder};
use super::{Listed, Resolver};

impl<'f> Resolver<'f> {
    pub(super) fn union(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, body: &'f WrittenVersioned<'f>) {
        let context = self.body_context(listed, Some(body));
        let tag = body.tag.as_ref().map_or_else(|| "type".to_owned(), |tag| tag.value.clone());
        let content = body.content.as_ref().map(|content| content.value.clone());
        if let Some(text) = &body.content
            && text.value == tag
        {
            self.report(
                Diagnostic::new(
                    &rules::union_content_is_tag::RULE,
                    text.place,
                    format!("`{}` cannot be both the tag and the content", shortened(&text.value)),
                )
                .with_help("name two keys, as in `tag: type` and `content: data`"),
            );
        }
        let open = body.open;
        // Beside the tag, a field may not have its name.
        let taken = content.is_none().then_some(tag.as_str());
        let versions = self.versions(body, &written.name, |resolver, version, at| {
            let mut variants: Vec<Variant> = Vec::with_capacity(version.variants.len());
            let mut rust_names: HashMap<String, Place> = HashMap::new();
            let mut renamed: HashMap<&str, &str> = HashMap::new();
            for (new, old) in of_version(&body.variants, version.version).flatten() {
                renamed.entry(&new.value).or_insert(&old.value);
            }
            for (name, fields) in &version.variants {
                let rust_name = variant_name(&name.value);
                if let Some(&other) = rust_names.get(&rust_name) {
                    resolver.report(
                        Diagnostic::new(
                            &rules::variant_taken::RULE,
                            name.place,
                            format!("two variants become `{}` in Rust", shortened(&rust_name)),
                        )
                        .with_also(other, "the other one")
                        .with_help("rename one of them"),
                    );
                }
                rust_names.entry(rust_name.clone()).or_insert(name.place);
                let renamed_from = renamed.get(name.value.as_str()).map(|old| (*old).to_owned());
                let fields = resolver.fields(fields, context, at, Some(variants.len()), taken);
                variants.push(Variant { name: name.value.clone(), rust_name, renamed_from, fields, place: name.place });
            }
            if variants.is_empty() && !open {
                resolver.report(
                    Diagnostic::new(
                        &rules::union_empty::RULE,
                        version.place,
                        "a union without variants can hold nothing",
                    )
                    .with_help("write its variants, as in `card: { last4: string }`, or `open: true`"),
                );
            }
            let reserved = resolver.reserved_variants(body, version.version, &variants);
            UnionBody {
                variants,
                note: note(body, version.version),
                reserved,
                upcast: resolver.upcast(body, version.version),
                none: context.wire.none,
                place: version.place,
            }
        });
        self.unknown_new_variants(body);
        let meta = self.meta(listed, written);
        let versions = versions.unwrap_or_else(|| {
            placeholder(UnionBody {
                variants: Vec::new(),
                note: None,
                reserved: Vec::new(),
                upcast: None,
                none: NoneForm::Absent,
                place: written.name.place,
            })
        });
        self.set.unions.push(Union { meta, tag, content, open, versions });
    }

    /// `variants: { v2: { NEW: OLD } }` must name a variant of that version.
    fn unknown_new_variants(&mut self, body: &WrittenVersioned<'_>) {
        if body.variants.is_empty() {
            return;
        }
        let bodies: HashMap<u32, &WrittenBody<'_>> = body.bodies.iter().map(|body| (body.version, body)).collect();
        for (version, pairs) in &body.variants {
            let Some(written) = bodies.get(&version.value) else { continue };
            let names: HashSet<&str> = written.variants.iter().map(|(name, _)| name.value.as_str()).collect();
            for (new, _) in pairs {
                if !names.contains(new.value.as_str()) {
                    self.report(
                        Diagnostic::new(
                            &rules::variant_unknown::RULE,
                            new.place,
                            format!("v{} has no variant `{}`", version.value, shortened(&new.value)),
                        )
                        .with_help("the new name comes first, then the old one: `{ NEW: OLD }`"),
                    );
                }
            }
        }
    }

    fn reserved_variants(&mut self, body: &WrittenVersioned<'_>, version: u32, variants: &[Variant]) -> Vec<String> {
        let mut reserved = Vec::new();
        if body.reserved.is_empty() {
            return reserved;
        }
        let places: HashMap<&str, Place> =
            variants.iter().map(|variant| (variant.name.as_str(), variant.place)).collect();
        for names in of_version(&body.reserved, version) {
            for name in names {
                if let Some(&place) = places.get(name.value.as_str()) {
                    self.report(
                        Diagnostic::new(
                            &rules::reserved_name_used::RULE,
                            place,
                            format!(
                                "`{}` is reserved: it was another variant of this version once",
                                shortened(&name.value)
                            ),
                        )
                        .with_also(name.place, "reserved here")
                        .with_help("give the variant another name: stored data may still hold the old one"),
                    );
                }
                reserved.push(name.value.clone());
            }
        }
        reserved
    }
}
