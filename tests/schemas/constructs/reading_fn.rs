// What the schema `reading.yaml` leaves to people.

/// A door that was slammed was shut, and made a noise.
#[must_use]
pub fn slammed(old: reading::Slammed) -> Vec<reading::DoorEvent> {
    vec![reading::Shut { by: old.by }.into(), reading::Noise { level: old.level }.into()]
}

/// Doors had names in capitals once.
///
/// # Errors
/// When the name has more than letters.
pub fn door_id(old: &reading::GetLogV1) -> Result<reading::DoorId, retold::Violation> {
    reading::DoorId::new(old.door.to_lowercase())
}
