"""`docx`: the articles as a Word file, each finding a comment at its span.

The text stays as it is, without color or shading: what an editor copies from the file, or keeps once the comments are
deleted, is clean. Word marks a commented span itself.
"""

from auditor.errors import ConfigError
from auditor.report import DocumentReport, Report

try:
    import docx.comments  # noqa: F401 - not in python-docx before 1.2
except ImportError:
    raise ConfigError("Word files need the extra `docx`: pip install 'mt-auditor[docx]'") from None

from auditor.reporters.docx import article, comments
from auditor.reporters.docx.file import WordFile
from auditor.reporters.terminal import visible

_NOT_AUDITED = "Not audited"


def render(report: Report) -> bytes:
    """A Word file. The same report gives the same bytes, so it names no time.

    The first comment of each article, on its headline, says what all of it comes to.
    """
    file = WordFile(_title(report))
    alone = len(report.documents) == 1 and not report.errors
    for document in report.documents:
        if not alone:
            file.add(article.heading(visible(document.document.path)))
        _add(file, document)
    if report.errors:
        file.add(article.heading(_NOT_AUDITED))
        for problem in report.errors:
            file.add(article.line(visible(f"{problem.path}: {problem.message}")))
    return file.saved()


def _add(file: WordFile, report: DocumentReport) -> None:
    ranges = [(*article.opening(report.document), file.comment(comments.on_article(report)))]
    ranges += [(finding.start, finding.end, file.comment(comments.on(finding, report))) for finding in report.findings]
    for paragraph in article.paragraphs(report.document, ranges):
        file.add(paragraph)


def _title(report: Report) -> str:
    if len(report.documents) != 1:
        return f"{len(report.documents):,} articles"
    document = report.documents[0].document
    start, end = article.headline(document)
    return document.text[start:end] or visible(document.path)
