# MODULE (a file) as an array in HEADER.
file(READ ${MODULE} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "((0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,))" "\\1\n" bytes "${bytes}")
file(WRITE ${HEADER} "static const unsigned char cadre_module[] = {\n${bytes}};\n")
