"""How a workbook is written. Every text is written as text, so nobody's name is ever a formula."""

from datetime import date, datetime, time

import xlsxwriter

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}


class Writer:
    """A workbook in memory, its sheets for A4 across, and the formats of its cells. ``day``: when it was made."""

    def __init__(self, stream, *, title, day):
        plain = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
        self.book = xlsxwriter.Workbook(stream, {"in_memory": True, **dict.fromkeys(plain, False)})
        self.book.set_properties({"title": title, "created": datetime.combine(day, time())})
        self._formats = {}

    def close(self):
        self.book.close()

    def sheet(self, name, widths):
        """A new sheet whose columns are ``widths`` letters wide."""
        sheet = self.book.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")
        return sheet

    def heads(self, sheet, line, titles):
        look = self.format(bold=True, border=1, align="center", text_wrap=True, bg_color="#E6E6E6")
        for place, title in enumerate(titles):
            sheet.write_string(line, place, title, look)

    def write(self, sheet, line, place, value, **look):
        """By the value's type; whatever is a text stays a text, and an empty one is an empty cell."""
        if value == "":
            sheet.write_blank(line, place, None, self.format(**look))
        elif isinstance(value, str):
            sheet.write_string(line, place, value, self.format(**look))
        elif isinstance(value, date):
            moment = datetime.combine(value, time())
            sheet.write_datetime(line, place, moment, self.format(num_format="dd/mm/yyyy", **look))
        else:
            sheet.write_number(line, place, value, self.format(num_format="#,##0", **look))

    def format(self, **look):
        """One format of the workbook for each look."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(FONT | look)
        return self._formats[key]
