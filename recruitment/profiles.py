"""What the statistics ask of a person: lists of values. Imports nothing of ours.

The lists are those of Biểu 2 of the organisation departments' statistics, with teachers added. A value outside
its list is kept as typed and counted as not known.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class Occupation(TextChoices):
    CIVIL_SERVANT = "civil_servant", _("Official of a government agency")
    PARTY_CADRE = "party_cadre", _("Official of the Party or a mass organisation")
    COMMUNE_CADRE = "commune_cadre", _("Commune official or part-time worker")
    VILLAGE_CADRE = "village_cadre", _("Part-time worker of a village")
    PUBLIC_EMPLOYEE = "public_employee", _("Employee of a public service unit")
    TEACHER = "teacher", _("Teacher or employee in public education")
    NONPUBLIC_EMPLOYEE = "nonpublic_employee", _("Employee outside the public sector")
    MANAGER = "manager", _("Company manager")
    CLERK = "clerk", _("Company office staff")
    WORKER = "worker", _("Direct worker of a company")
    FARMER = "farmer", _("Farmer, forester or fisher")
    ARMED_FORCES = "armed_forces", _("Armed forces")
    STUDENT = "student", _("Student")
    PUPIL = "pupil", _("Pupil")
    RETIRED = "retired", _("Retired")
    OTHER = "other", _("Other")


class GeneralEducation(TextChoices):
    LITERATE = "literate", _("Reads and writes")
    PRIMARY = "primary", _("Primary school")
    LOWER_SECONDARY = "lower_secondary", _("Lower secondary school")
    UPPER_SECONDARY = "upper_secondary", _("Upper secondary school")


class ProfessionalEducation(TextChoices):
    NONE = "none", _("No training")
    ELEMENTARY = "elementary", _("Skilled worker or elementary")
    INTERMEDIATE = "intermediate", _("Intermediate")
    COLLEGE = "college", _("College")
    BACHELOR = "bachelor", _("University")
    MASTER = "master", _("Master")
    DOCTOR = "doctor", _("Doctor")


KINH = "Kinh"
SOME_MINORITY = "Dân tộc thiểu số"
"""For lists that only tick the box and do not name the people."""

MINORITIES = (
    *("Tày", "Thái", "Mường", "Khmer", "Hoa", "Nùng", "Mông", "Dao", "Gia Rai", "Ê Đê", "Ba Na", "Sán Chay", "Chăm"),
    *("Cơ Ho", "Xơ Đăng", "Sán Dìu", "Hrê", "Ra Glai", "Mnông", "Thổ", "Xtiêng", "Khơ Mú", "Bru - Vân Kiều"),
    *("Cơ Tu", "Giáy", "Tà Ôi", "Mạ", "Giẻ Triêng", "Co", "Chơ Ro", "Xinh Mun", "Hà Nhì", "Chu Ru", "Lào", "La Chí"),
    *("Kháng", "Phù Lá", "La Hủ", "La Ha", "Pà Thẻn", "Lự", "Ngái", "Chứt", "Lô Lô", "Mảng", "Pu Péo", "Brâu"),
    *("Cống", "Rơ Măm", "Cờ Lao", "Bố Y", "Si La", "Ơ Đu", SOME_MINORITY),
)
ETHNIC_GROUPS = (KINH, *MINORITIES)
"""The 54 peoples of Việt Nam by their official names, and the box without a name."""

NO_RELIGION = "Không"
SOME_RELIGION = "Có đạo"
FAITHS = (
    *("Phật giáo", "Công giáo", "Tin lành", "Cao Đài", "Phật giáo Hòa Hảo", "Hồi giáo", "Bà-la-môn", "Baha'i"),
    *("Tịnh độ cư sĩ Phật hội Việt Nam", "Bửu Sơn Kỳ Hương", "Tứ Ân Hiếu Nghĩa", SOME_RELIGION),
)
RELIGIONS = (NO_RELIGION, *FAITHS)
