def test_the_seven_units_and_their_roles(cast):
    assert [str(m.unit) for m in cast.year.ordered_memberships][:2] == [
        "Thanh tra Bộ Tư pháp",
        "Thanh tra Bộ Quốc phòng",
    ]
    assert cast.year.leader == cast.units["ttbtp"]
    assert cast.registration("ttbnv", status="submitted").status == "submitted"
