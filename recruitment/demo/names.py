"""Names that nobody bears: hills, streams and weather for given names, and syllables that no language has."""

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Đỗ", "Ngô", "Dương")
FAMILIES_OF = {
    "Thái": ("Lò", "Quàng", "Cà", "Lường"),
    "Tày": ("Nông", "Hoàng", "Ma", "Lý"),
    "Nùng": ("Nông", "Lương", "Vi", "Mông"),
    "Mường": ("Bùi", "Quách", "Đinh", "Hà"),
}
MEN = (
    *("Đá Cuội", "Đồi Thông", "Rừng Khộp", "Núi Biếc", "Nắng Hạ", "Gió Ngàn", "Thác Bạc", "Bến Nước", "Cây Gạo"),
    *("Sông Trong", "Trăng Rằm", "Đường Xa", "Mưa Rào", "Trời Cao", "Lửa Trại", "Ruộng Bậc", "Cồng Vang", "Đất Đỏ"),
    *("Măng Tre", "Suối Đá", "Bình Minh Sớm", "Cầu Treo", "Nương Mới", "Kơ Nia Già", "Hừng Đông", "Mái Rông"),
)
WOMEN = (
    *("Suối Biếc", "Nắng Sớm", "Mây Trắng", "Sương Núi", "Hoa Pơ Lang", "Lá Xanh", "Mưa Ngâu", "Chiều Tím"),
    *("Cỏ Lau", "Sao Khuya", "Rẫy Xanh", "Hương Rừng", "Trăng Non", "Nước Trong", "Thổ Cẩm", "Gió Nhẹ", "Lúa Vàng"),
    *("Hoa Dã Quỳ", "Ban Mai Hồng", "Chim Ri", "Hạt Kê", "Cánh Bướm", "Đồi Chè", "Bông Gòn", "Quả Sim", "Tơ Rưng"),
)
ONSETS = ("Đr", "Hl", "Kr", "Pl", "Br", "Ngl", "Tl", "Ml", "Ƀl", "Jr", "Gr", "Chr")
RIMES = ("ưm", "ôi", "ăng", "uin", "ơk", "êt", "iong", "ăm", "oan", "ưk", "ơi", "êng")


class Names:
    """Names drawn by ``chance``, none of them twice."""

    def __init__(self, chance):
        self.chance = chance
        self.taken = set()

    def draw(self, *, woman, ethnic_group=""):
        while (name := self._one(woman, ethnic_group)) in self.taken:
            pass
        self.taken.add(name)
        return name

    def _one(self, woman, ethnic_group):
        if ethnic_group in ("Xơ Đăng", "Brâu", "Rơ Măm", "Ba Na", "Giẻ Triêng"):
            return f"{'Y' if woman else 'A'} {self._syllable()}"
        if ethnic_group == "Gia Rai":
            return f"Rơ {self._syllable()} {'H’' if woman else ''}{self._syllable()}"
        family = self.chance.choice(FAMILIES_OF.get(ethnic_group, FAMILIES))
        middle, given = ("Thị", WOMEN) if woman else ("Văn", MEN)
        return f"{family} {middle} {self.chance.choice(given)}"

    def _syllable(self):
        return self.chance.choice(ONSETS) + self.chance.choice(RIMES)
