use super::*;

/// `<p>ab<b>cd</b>&lt;</p>` with an empty cell after it: `abcd<` and a tab.
fn sample() -> SourceMap {
    let mut map = SourceMap::for_projection();
    map.push_run(0, 2, Span::new(3, 5));
    map.push_run(2, 2, Span::new(8, 10));
    map.push_run(4, 1, Span::new(14, 18));
    map.push_blank(6, 30);
    map
}

#[test]
fn identity_maps_every_span_to_itself() {
    let map = SourceMap::identity();
    assert!(map.is_identity());
    assert_eq!(map.source(Span::new(3, 9)), Span::new(3, 9));
    assert_eq!(map.source_pieces(Span::new(3, 9)), [Span::new(3, 9)]);
    assert_eq!(map.source_pieces(Span::at(3)), []);
}

#[test]
fn span_inside_one_run_maps_byte_by_byte() {
    assert_eq!(sample().source(Span::new(0, 1)), Span::new(3, 4));
    assert_eq!(sample().source(Span::new(3, 4)), Span::new(9, 10));
}

#[test]
fn span_over_runs_covers_the_markup_between_them() {
    assert_eq!(sample().source(Span::new(1, 3)), Span::new(4, 9));
}

#[test]
fn pieces_leave_the_markup_out() {
    assert_eq!(
        sample().source_pieces(Span::new(1, 5)),
        [Span::new(4, 5), Span::new(8, 10), Span::new(14, 18)]
    );
}

#[test]
fn decoded_character_maps_to_all_of_its_source() {
    assert_eq!(sample().source(Span::new(4, 5)), Span::new(14, 18));
}

#[test]
fn runs_that_touch_on_both_sides_become_one() {
    let mut map = SourceMap::for_projection();
    map.push_run(0, 2, Span::new(3, 5));
    map.push_run(2, 2, Span::new(5, 7));
    assert_eq!(map.runs.len(), 1);
    assert_eq!(map.source(Span::new(1, 3)), Span::new(4, 6));
}

#[test]
fn blank_place_maps_to_its_insertion_point() {
    assert_eq!(sample().source(Span::at(6)), Span::at(30));
}

#[test]
fn empty_span_beside_text_stays_beside_it() {
    assert_eq!(sample().source(Span::at(0)), Span::at(3));
    assert_eq!(sample().source(Span::at(2)), Span::at(5));
    assert_eq!(sample().source(Span::at(5)), Span::at(18));
}

#[test]
fn place_after_everything_maps_to_the_last_place_that_is_known() {
    assert_eq!(sample().source(Span::at(60)), Span::at(30));
    assert_eq!(sample().source(Span::new(60, 70)), Span::at(30));
    assert_eq!(
        SourceMap::for_projection().source(Span::new(0, 4)),
        Span::at(0)
    );
}
