//! Documents for paper, made by Typst: what is printed goes in, the bytes of a PDF come out. Knows no slice.
