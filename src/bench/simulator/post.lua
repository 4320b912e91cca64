-- Creates locations with names that differ, with the token in TOKEN.
local count = 0
request = function()
  count = count + 1
  local body = '{"name":"L' .. count .. '","address":{"city":"Berlin","country":"DE"}}'
  local headers = {
    ["Content-Type"] = "application/json",
    ["Authorization"] = "Bearer " .. (os.getenv("TOKEN") or ""),
  }
  return wrk.format("POST", "/api/v2/locations", headers, body)
end
