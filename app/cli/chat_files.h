// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <orrery/base/result.h>
#include <orrery/inference/chat.h>

#include <string>

/// A file's text; InvalidArgument for one that is not text or has more than 4 MiB.
orrery::Result<std::string> readTextFile(const std::string& path);

/// A PNG or JPEG file of at most 32 MiB; InvalidArgument for anything else.
orrery::Result<orrery::inference::Picture> readPicture(const std::string& path);
