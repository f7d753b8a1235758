from documents.word.paper import render as render
