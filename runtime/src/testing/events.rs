//! What can stand for a list of events in a test.

/// A list of events of a set: an array or `Vec` of one kind, a tuple of several, `()` for none.
pub trait IntoEvents<Set> {
    /// The events in order.
    fn into_events(self) -> Vec<Set>;
}

impl<Set> IntoEvents<Set> for () {
    fn into_events(self) -> Vec<Set> {
        Vec::new()
    }
}

impl<Set, E: Into<Set>, const N: usize> IntoEvents<Set> for [E; N] {
    fn into_events(self) -> Vec<Set> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<Set, E: Into<Set>> IntoEvents<Set> for Vec<E> {
    fn into_events(self) -> Vec<Set> {
        self.into_iter().map(Into::into).collect()
    }
}

macro_rules! tuples {
    ($($name:ident)*) => {
        impl<Set, $($name: Into<Set>),*> IntoEvents<Set> for ($($name,)*) {
            #[allow(non_snake_case)]
            fn into_events(self) -> Vec<Set> {
                let ($($name,)*) = self;
                vec![$($name.into()),*]
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
