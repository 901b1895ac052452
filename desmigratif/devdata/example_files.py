"""Example files for the demonstration: one page of plain text as PDF."""

from io import BytesIO

import pikepdf

SIZE = (420, 298)  # points: A6, lying


def example_pdf(lines: list[str]) -> bytes:
    """A PDF of one page with these lines; signs that are not ASCII are left out."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=SIZE)
        page = made.pages[0]
        font = {"/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.Type1, "/BaseFont": pikepdf.Name.Helvetica}
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(font)))
        shown = "\n".join(f"({_escaped(line)}) Tj T*" for line in lines)
        page.Contents = made.make_stream(f"BT /F1 12 Tf 18 TL 36 240 Td\n{shown}\nET".encode("ascii"))
        out = BytesIO()
        made.save(out)
        return out.getvalue()


def _escaped(line: str) -> str:
    plain = line.encode("ascii", "ignore").decode()
    return plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
